import { expect, test } from 'vitest';
import { late, Slot } from '../../src/lib/late.ts';

test('what is late is loaded when it is first asked for, and once, also side by side', async () => {
  let loads = 0;
  const load = late(async () => ++loads);
  expect(loads).toBe(0);
  expect(await Promise.all([load(), load()])).toEqual([1, 1]);
  expect(await load()).toBe(1);
});

test('where it cannot be loaded all who wait are told, and the next one to ask tries again', async () => {
  const answers = [Promise.reject(new Error('offline')), Promise.resolve('here')];
  const load = late(async () => answers.shift());
  const both = await Promise.allSettled([load(), load()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await load()).toBe('here');
});

test('a slot is empty until the first to ask fills it', () => {
  const slot = new Slot<object>();
  expect(slot.value).toBeUndefined();
  const first = slot.filled(() => ({}));
  expect(slot.filled(() => ({}))).toBe(first);
  expect(slot.value).toBe(first);
});
