import { FORMS } from './forms.ts';
import { MODELS } from './models.ts';
import type { SecretRule } from './rule.ts';
import { SERVICES } from './services.ts';

/** Every rule, with its source, examples and known misses. Of two on the same span the earlier one counts. */
export const SECRET_RULES: readonly SecretRule[] = [...MODELS, ...SERVICES, ...FORMS];
