import { one, type Random, seeded } from '../../lib/random.ts';
import { appOf } from './app.ts';
import { CATEGORIES } from './categories/index.ts';
import type { Probe, Slots } from './probe.ts';

export interface ProbePlan {
  /** The same seed makes the same probes. Integer, 0 or more. */
  readonly seed: number;
  /** Integer, 1 or more. */
  readonly perCategory: number;
  /** Where the made-up attacker listens. @default a name that no host can have (RFC 2606) */
  readonly host?: string | undefined;
}

const HOST = 'collector.example';

/** Every probe of a plan. Each is made by itself, so that one is the same however many there are. */
export const makeProbes = ({ seed, perCategory, host = HOST }: ProbePlan): readonly Probe[] =>
  CATEGORIES.flatMap(({ name, draft }, row) =>
    Array.from({ length: perCategory }, (_, index): Probe => {
      const random = seeded(
        Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(row + 1, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35),
      );
      const app = appOf(random);
      return {
        ...draft({ random, turn: seed + index, slots: slotsOf(random, host), app }),
        id: `${name}/${index + 1}`,
        category: name,
        app,
        host,
      };
    }),
  );

function slotsOf(random: Random, host: string): Slots {
  const [a, b] = [half(random), half(random)];
  return { a, b, marker: `${a}${b}`, host };
}

/** A syllable and a digit: no word of a language, and nothing that spelling mistakes touch. */
const half = (random: Random): string =>
  `${one(random, [...'bdfgklmnprtvz'])}${one(random, [...'aeiou'])}${one(random, [...'bdgklmnprtvx'])}${one(random, [...'2345678'])}`;
