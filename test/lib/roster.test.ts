import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Roster } from '../../src/lib/roster.ts';

test('holds what a set would, whatever comes and goes', () => {
  const steps = fc.array(fc.record({ add: fc.boolean(), which: fc.nat({ max: 9 }) }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (steps) => {
      const items = Array.from({ length: 10 }, (_, name) => ({ name, seat: -1 }));
      const roster = new Roster<(typeof items)[number]>();
      const set = new Set<(typeof items)[number]>();
      for (const { add, which } of steps) {
        const item = items[which] ?? { name: -1, seat: -1 };
        if (add) {
          roster.add(item);
          set.add(item);
        } else expect(roster.delete(item)).toBe(set.delete(item));
        expect(roster.size).toBe(set.size);
        expect(new Set(roster)).toEqual(set);
      }
    }),
  );
});

test('may be changed while it is read', () => {
  const items = [0, 1, 2].map((name) => ({ name, seat: -1 }));
  const roster = new Roster<(typeof items)[number]>();
  for (const item of items) roster.add(item);
  const read: number[] = [];
  for (const item of roster) {
    read.push(item.name);
    roster.delete(item);
  }
  expect(read).toEqual([0, 1, 2]);
  expect(roster.size).toBe(0);
});
