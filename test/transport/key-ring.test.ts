import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyRing, LIMITED_REST_MS, REFUSED_REST_MS } from '../../src/transport/key-ring.ts';

function aRing(...keys: string[]) {
  const clock = { now: 0 };
  return { clock, ring: new KeyRing(keys, () => clock.now) };
}

const none: ReadonlySet<string> = new Set();

test('keys take turns, the one used least recently first', () => {
  const { ring } = aRing('a', 'b', 'c');
  expect(Array.from({ length: 5 }, () => ring.choose())).toEqual(['a', 'b', 'c', 'a', 'b']);
});

test('a limited key rests for as long as the server says, or a while', () => {
  const { ring, clock } = aRing('a', 'b');
  ring.limited('a', 2_000);
  expect([ring.choose(), ring.choose()]).toEqual(['b', 'b']);
  clock.now = 2_000;
  expect(ring.choose()).toBe('a');
  ring.limited('a');
  clock.now += LIMITED_REST_MS - 1;
  expect(ring.another(new Set(['b']))).toBeUndefined();
  clock.now += 1;
  expect(ring.another(new Set(['b']))).toBe('a');
});

test('no word of a server makes a key rest for more than an hour', () => {
  const { ring, clock } = aRing('a', 'b');
  ring.limited('a', 1e12);
  clock.now = 3_600_000;
  expect(ring.another(new Set(['b']))).toBe('a');
});

test('a refused key rests for long', () => {
  const { ring, clock } = aRing('a', 'b');
  ring.refused('a');
  clock.now = REFUSED_REST_MS - 1;
  expect(ring.another(new Set(['b']))).toBeUndefined();
  clock.now += 1;
  expect(ring.another(new Set(['b']))).toBe('a');
});

test('where all rest, the one whose rest ends first is chosen, and none is at hand for another try', () => {
  const { ring } = aRing('a', 'b', 'c');
  ring.refused('a');
  ring.limited('b', 9_000);
  ring.limited('c', 4_000);
  expect(ring.choose()).toBe('c');
  expect(ring.another(none)).toBeUndefined();
  expect(ring.comeback).toEqual({ inMs: 4_000, told: true });
});

test('a refused key alone is no limit', () => {
  const { ring } = aRing('a', 'b');
  ring.refused('a');
  expect(ring.comeback).toBeUndefined();
});

test('whatever happens: a resting key is never chosen while another is healthy, and no key starves', () => {
  const step = fc.record({
    ms: fc.nat(20_000),
    what: fc.constantFrom('ok', 'limited', 'refused'),
    retryMs: fc.nat(30_000),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { ring, clock } = aRing('a', 'b', 'c');
      const rests = new Map([
        ['a', 0],
        ['b', 0],
        ['c', 0],
      ]);
      const uses: string[] = [];
      for (const { ms, what, retryMs } of steps) {
        clock.now += ms;
        const key = ring.choose();
        const healthy = [...rests].filter(([, until]) => until <= clock.now).map(([name]) => name);
        if (healthy.length > 0) {
          expect(healthy).toContain(key);
          for (const other of healthy) expect(uses.lastIndexOf(other)).toBeGreaterThanOrEqual(uses.lastIndexOf(key));
        } else expect(rests.get(key)).toBe(Math.min(...rests.values()));
        uses.push(key);
        if (what === 'limited') ring.limited(key, retryMs);
        else if (what === 'refused') ring.refused(key);
        if (what !== 'ok') rests.set(key, clock.now + { limited: retryMs, refused: REFUSED_REST_MS }[what]);
      }
    }),
  );
});
