import { expect, test } from 'vitest';
import { SecureLLMClient } from '../../src/client.ts';
import { local } from '../../src/providers/local/index.ts';
import { type RedisLimitsOptions, redisLimits } from '../../src/redis/index.ts';
import { scripted } from '../../src/testing/index.ts';

const client = { evalsha: async () => [1, 0], eval: async () => [1, 0] };
const WRONG: readonly (readonly [string, object, RegExp])[] = [
  ['no client', { client: undefined }, /^`client` is missing/],
  ['a URL for a client', { client: 'redis://127.0.0.1' }, /^`client` must be a client of ioredis.*got string/],
  ['no name', { name: undefined }, /^`name` is missing: name the account/],
  ['an empty name', { name: ' ' }, /^`name` must be a string that is not empty/],
  ['no count of processes', { processes: undefined }, /^`processes` is missing/],
  ['half a process', { processes: 0.5 }, /^`processes` must be an integer of 1 or more, got 0.5/],
  ['an unknown way out', { whenUnavailable: 'wait' }, /^`whenUnavailable` must be one of 'local', 'closed', 'open'/],
  ['no limit of time', { timeoutMs: Number.POSITIVE_INFINITY }, /^`timeoutMs` must be a number from 1 to 60000/],
  ['a lease too short to renew', { leaseMs: 10 }, /^`leaseMs` must be a number from 1000/],
  ['an empty prefix', { prefix: '' }, /^`prefix` must be/],
  ['a clock that is none', { clock: {} }, /^`clock` must have/],
  ['an unknown option', { retries: 3 }, /no option `retries`/],
];

test.each(WRONG)('refuses %s', (_, wrong, message) => {
  const options = { client, name: 'a', processes: 2, ...wrong } as unknown as RedisLimitsOptions;
  expect(() => redisLimits(options)).toThrow(TypeError);
  expect(() => redisLimits(options)).toThrow(expect.objectContaining({ message: expect.stringMatching(message) }));
});

test('a client takes shared limits, and what is none is refused', async () => {
  const shared = redisLimits({ client, name: 'a', processes: 2 });
  const options = { provider: scripted(['Hello']), throttle: { shared } };
  expect((await new SecureLLMClient(options).chat('Hi')).text).toBe('Hello');
  const wrong = { ...options, throttle: { shared: {} } } as never;
  expect(() => new SecureLLMClient(wrong)).toThrow(/^`throttle.shared` must be shared limits.*got object/);
  expect(() => new SecureLLMClient({ ...options, throttle: { shared, maxQueue: 0 } })).toThrow(
    /^`throttle.maxQueue` must be 1 or more where limits are shared/,
  );
});

test('the embedded provider, which leaves no process, asks nobody', async () => {
  const nobody = { evalsha: () => Promise.reject(new Error('asked')), eval: () => Promise.reject(new Error('asked')) };
  const shared = redisLimits({ client: nobody, name: 'a', processes: 2, whenUnavailable: 'closed' });
  const answer = await new SecureLLMClient({ provider: local(), throttle: { shared } }).chat('The sea is cold.');
  expect(answer.text).toContain('[local]');
});
