export { PlaceholderTable, type Restorer } from '../lib/placeholders.ts';
export type { Guard, Match } from '../types/guard.ts';
export { INJECTION_THRESHOLDS, injection } from './injection.ts';
export { personalData } from './personal-data.ts';
export { secrets } from './secrets.ts';
export { cleanUnicode, unicode } from './unicode.ts';
