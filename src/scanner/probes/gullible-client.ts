import { SecureLLMClient } from '../../client.ts';
import { gullible } from './gullible.ts';
import { LEVELS, type Level } from './levels.ts';
import type { HiddenOrder, Order } from './probe.ts';

/** A gullible model behind the safeguards of a level. */
export const gullibleClient =
  (level: Level) =>
  (orders: readonly (Order | HiddenOrder)[]): SecureLLMClient =>
    new SecureLLMClient({ provider: gullible(orders), ...LEVELS[level] });
