import { expect, test } from 'vitest';
import { RetryQuota } from '../../src/lib/retry-quota.ts';

const spendAll = (quota: RetryQuota) => {
  let spent = 0;
  while (quota.spend()) spent++;
  return spent;
};

test('pays for 20 retries, and for no other until something succeeds', () => {
  const quota = new RetryQuota();
  expect(spendAll(quota)).toBe(20);
  for (let success = 0; success < 4; success++) quota.earn();
  expect(quota.spend()).toBe(false);
  quota.earn();
  expect(quota.spend()).toBe(true);
});

test('a retry that succeeds costs nothing, and the bucket never overflows', () => {
  const quota = new RetryQuota();
  for (let retry = 0; retry < 100; retry++) {
    quota.spend();
    quota.refund();
  }
  for (let success = 0; success < 100; success++) quota.earn();
  expect(spendAll(quota)).toBe(20);
});
