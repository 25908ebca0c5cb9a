import { DEPENDENCY_RULES } from './dependencies/rules.ts';
import { ASKED, CERTIFICATE, HTTP, OLD_TLS } from './gateway/rules.ts';
import { KEY_NO_EXPIRY, KEY_OLD, KEY_UNUSED, KEY_WIDE } from './key-ages.ts';
import { LOG_BROKEN, LOG_LOST, RING_OLD, RING_OPEN } from './logs.ts';
import type { RuntimeRule } from './outcome.ts';

/** Every rule about what runs or is installed, by the flag that asks for it. */
export const RUNTIME_RULES: Readonly<Record<string, readonly RuntimeRule[]>> = {
  '--dependencies': DEPENDENCY_RULES,
  '--log': [LOG_BROKEN, LOG_LOST, RING_OPEN, RING_OLD],
  '--keys': [KEY_OLD, KEY_NO_EXPIRY, KEY_UNUSED, KEY_WIDE],
  '--url': [HTTP, CERTIFICATE, OLD_TLS, ...ASKED],
};
