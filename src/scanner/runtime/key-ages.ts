import { judged, listed, type Outcome, type RuntimeRule } from './outcome.ts';

/** What is known of an API key; times are epoch seconds. */
export interface KeyFacts {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly expiresAt?: number | undefined;
  readonly lastUsedAt?: number | undefined;
}

const DAY = 86_400;
const OLD_DAYS = 90;

export const KEY_OLD: RuntimeRule = {
  id: 'SLLM-RUN-KEY-OLD',
  title: 'API key made more than 90 days ago',
  holds: 'API keys are younger than 90 days',
  severity: 'medium',
  why: 'A key is copied to machines, logs and chats over time: the older it is, the more people may hold it.',
  fix: 'Make a new key with secure-llm keys create, hand it over, then revoke the old one.',
  refs: ['API2:2023', 'CWE-324'],
};

export const KEY_NO_EXPIRY: RuntimeRule = {
  id: 'SLLM-RUN-KEY-NO-EXPIRY',
  title: 'API key that never expires',
  holds: 'API keys expire',
  severity: 'medium',
  why: 'A key that leaks unnoticed opens the gateway until somebody thinks of revoking it.',
  fix: 'Make keys with --expires 90d, and replace those that have no end.',
  refs: ['API2:2023', 'CWE-613'],
};

export const KEY_UNUSED: RuntimeRule = {
  id: 'SLLM-RUN-KEY-UNUSED',
  title: 'API key that was not used for 90 days',
  holds: 'API keys are in use',
  severity: 'medium',
  why: 'Nobody misses such a key, and nobody notices who else begins to use it.',
  fix: 'Revoke it with secure-llm keys revoke.',
  refs: ['API9:2023', 'CWE-1390'],
};

export const KEY_WIDE: RuntimeRule = {
  id: 'SLLM-RUN-KEY-WIDE',
  title: 'API key with every scope',
  holds: 'API keys have the scopes they need',
  severity: 'low',
  why: 'Whoever finds it can ask for anything, and mint tokens for others.',
  fix: 'Make one key for each use with --scopes; only the server that mints tokens for pages needs tokens.',
  refs: ['API5:2023', 'CWE-250'],
};

/**
 * What a check says of the keys that still open something.
 *
 * @param every the scopes that there are
 * @param now epoch seconds
 */
export function keyOutcomes(all: readonly KeyFacts[], every: readonly string[], now: number): readonly Outcome[] {
  const keys = all.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
  const before = now - OLD_DAYS * DAY;
  const oldest = keys.reduce((days, { createdAt }) => Math.max(days, Math.floor((now - createdAt) / DAY)), 0);
  const where = (rule: RuntimeRule, isBad: (key: KeyFacts) => boolean, detail: string) => {
    const ids = keys.filter(isBad).map(({ id }) => id);
    const seen = ids.length > 0 ? `${ids.length} of ${keys.length}: ${listed(ids)}` : detail;
    return judged(
      rule,
      ids.map((subject) => ({ subject })),
      keys.length === 0 ? 'there is no key that opens anything' : seen,
    );
  };
  return [
    where(KEY_OLD, ({ createdAt }) => createdAt < before, `the oldest is ${oldest} days old`),
    where(KEY_NO_EXPIRY, ({ expiresAt }) => expiresAt === undefined, `all ${keys.length} have an end`),
    where(KEY_UNUSED, ({ lastUsedAt, createdAt }) => (lastUsedAt ?? createdAt) < before, 'used in the last 90 days'),
    where(KEY_WIDE, ({ scopes }) => every.every((scope) => scopes.includes(scope)), 'none has every scope'),
  ];
}
