import { expect, test } from 'vitest';
import { type KeyFacts, keyOutcomes } from '../../../src/scanner/runtime/key-ages.ts';

const DAY = 86_400;
const NOW = 1_000 * DAY;
const EVERY = ['chat', 'tokens'];
const key = (id: string, more: Partial<KeyFacts> = {}): KeyFacts => ({
  id,
  scopes: ['chat'],
  createdAt: NOW - 10 * DAY,
  expiresAt: NOW + DAY,
  lastUsedAt: NOW - DAY,
  ...more,
});

const told = (...keys: KeyFacts[]) =>
  keyOutcomes(keys, EVERY, NOW).flatMap(({ findings }) => findings.map(({ rule, subject }) => `${rule} ${subject}`));

test('a young key with an end that is used for what it may do is in order, 90 days old to the day too', () => {
  expect(told(key('a'), key('b', { createdAt: NOW - 90 * DAY, lastUsedAt: NOW - 90 * DAY }))).toEqual([]);
  expect(told()).toEqual([]);
});

test('old, endless, unused and almighty keys are told by their ids', () => {
  expect(
    told(
      key('old', { createdAt: NOW - 91 * DAY }),
      key('endless', { expiresAt: undefined }),
      key('idle', { createdAt: NOW - 95 * DAY, lastUsedAt: NOW - 91 * DAY }),
      key('never', { createdAt: NOW - 91 * DAY, lastUsedAt: undefined }),
      key('new', { lastUsedAt: undefined }),
      key('wide', { scopes: ['tokens', 'chat'] }),
    ),
  ).toEqual([
    'SLLM-RUN-KEY-OLD old',
    'SLLM-RUN-KEY-OLD idle',
    'SLLM-RUN-KEY-OLD never',
    'SLLM-RUN-KEY-NO-EXPIRY endless',
    'SLLM-RUN-KEY-UNUSED idle',
    'SLLM-RUN-KEY-UNUSED never',
    'SLLM-RUN-KEY-WIDE wide',
  ]);
});

test('a key that has ended opens nothing, so nothing is said of it', () => {
  expect(told(key('ended', { createdAt: 0, expiresAt: NOW, scopes: EVERY }))).toEqual([]);
});
