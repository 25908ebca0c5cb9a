import { injection } from '../../src/guards/injection.ts';
import { links } from '../../src/guards/links.ts';
import { personalData } from '../../src/guards/personal-data.ts';
import { secrets } from '../../src/guards/secrets.ts';
import { unicode } from '../../src/guards/unicode.ts';
import type { ScanContext } from '../../src/types/guard.ts';
import type { Measure } from './support/report.ts';

const ROUNDS = 9; // the fastest counts: other load only ever adds
const SCANS = { unicode, secrets, personalData, injection };
/** What reads answers beside those. */
const LINKS = links();
/** What a simple filter does: one alternation of ten words. */
const TEN_WAYS =
  /ignore previous|system prompt|password|api[_-]key|secret|token|bearer|credential|confidential|jailbreak/gi;

const PROSE =
  'The committee met on Tuesday to go over the plans for the new library, which is to open in spring. Most of the members ' +
  'were in favour; two asked what it would cost to heat the reading room. "We have to give people a reason to come," said ' +
  'the chair, and nobody spoke against it. A report will follow, with figures for 2025 and a list of the rooms.\n\n';

const SHAPES: Readonly<Record<string, string>> = {
  'a…': 'a',
  '@…': '@',
  digits: '1234567890',
  spaces: ' ',
  'zero-width': '\u200b',
  base64: 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w',
  'a.a.a.': 'a.',
  'a@a.a@': 'a@a.a@',
  '1-1-1-': '1-',
  'Aa Aa': 'Aa ',
  'http://': 'http://',
  newlines: '\n',
  'ignore…': 'ignore ',
  'key=': 'key=',
  '<<<': '<',
};

const repeated = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const CONTEXT = { trust: 'user', stage: 'input' } as const;

function scanAll(text: string): void {
  const context = { ...CONTEXT }; // of one call, whose guards share what they read
  for (const guard of Object.values(SCANS)) scan(guard, text, context);
}

const scan = (guard: (typeof SCANS)[keyof typeof SCANS], text: string, context: ScanContext = { ...CONTEXT }) =>
  guard.scan(text, context);

/** Milliseconds of the fastest of some runs. */
function fastest(job: () => void, runs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const since = performance.now();
    job();
    least = Math.min(least, performance.now() - since);
  }
  return least;
}

/** Time for each doubling, from 256 KB to 1 MB: the geometric mean of two. */
function growth(
  job: (text: string) => void,
  text: string,
): { readonly perDoubling: number; readonly milliseconds: number } {
  const small = fastest(() => job(repeated(text, 1 << 18)), 7);
  const milliseconds = fastest(() => job(repeated(text, 1 << 20)), 5);
  return { perDoubling: Math.sqrt(milliseconds / small), milliseconds };
}

export async function bench(): Promise<Measure[]> {
  const prose = repeated(PROSE, 100_000);
  const alternation = () => {
    for (const _ of prose.matchAll(TEN_WAYS));
  };
  fastest(() => scanAll(prose), 10); // compiles them
  fastest(alternation, 10);
  const each = Object.entries(SCANS).map(([name, guard]) => ({ name, guard, times: [] as number[] }));
  const together: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    together.push(fastest(() => scanAll(prose), 5));
    for (const { guard, times } of each) times.push(fastest(() => scan(guard, prose), 5));
    peers.push(fastest(alternation, 5));
  }
  const perKilobyte = (milliseconds: number) => milliseconds * 10;
  const peer = { name: 'ten-way alternation', value: perKilobyte(Math.min(...peers)) };
  return [
    {
      what: 'all guards on 100 KB of prose',
      unit: 'µs/KB',
      ours: perKilobyte(Math.min(...together)),
      peer,
      bar: { atMost: 8 },
    },
    ...each.map(({ name, times }) => ({
      what: `${name} alone`,
      unit: 'µs/KB',
      ours: perKilobyte(Math.min(...times)),
      peer,
    })),
    {
      what: 'links alone, in answers',
      unit: 'µs/KB',
      ours: perKilobyte(fastest(() => LINKS.scan(prose), 20)),
      peer,
    },
    ...Object.entries(SHAPES).flatMap(([name, unit]) => {
      const { perDoubling, milliseconds } = growth(scanAll, unit);
      const answer = growth((text) => LINKS.scan(text), unit);
      return [
        {
          what: `${name}, links: growth a doubling to 1 MB`,
          unit: 'x',
          ours: answer.perDoubling,
          bar: { atMost: 2.5 },
        },
        { what: `${name}, links: 1 MB`, unit: 'ms', ours: answer.milliseconds },
        { what: `${name}: growth a doubling to 1 MB`, unit: 'x', ours: perDoubling, bar: { atMost: 2.5 } },
        { what: `${name}: 1 MB`, unit: 'ms', ours: milliseconds },
      ];
    }),
  ];
}
