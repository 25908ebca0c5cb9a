import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import Bottleneck from 'bottleneck/light.js';
import { expect, test } from 'vitest';
import { assertInternals } from '../../src/layers/bottleneck-internals.ts';

const limiter = () => new Bottleneck({ maxConcurrent: 1, rejectOnDrop: false });

test('the installed Bottleneck is, byte for byte, the one that the throttle was written against', async () => {
  const source = await readFile(new URL('../../node_modules/bottleneck/light.js', import.meta.url));
  expect(createHash('sha256').update(source).digest('hex')).toBe(
    '799b24dab220c150eb1c9e173518ea9b55f27d6946b500ea854c222c8bb4a524',
  );
});

test('takes that version', () => {
  expect(() => assertInternals(limiter())).not.toThrow();
});

test.each([
  ['version', '2.19.6'],
  ['_receive', undefined],
  ['_drainAll', undefined],
  ['_run', undefined],
  ['_scheduled', undefined],
  ['_queues', {}],
  ['_store', {}],
  ['Events', {}],
])('says at construction when `%s` is not what it was', (name, value) => {
  const changed = Object.assign(limiter(), { [name]: value });
  expect(() => assertInternals(changed)).toThrow(new RegExp(`needs bottleneck 2\\.19\\.5 as published.*${name}.*pin`));
});
