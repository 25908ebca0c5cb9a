import { race } from './support/race.ts';
import { fromStandings, type Measure } from './support/report.ts';
import { OPENAI, OURS, SUBJECTS } from './support/subjects.ts';

const CHUNKS = 10_000;
const RACE = { subjects: Object.keys(SUBJECTS), warmUps: 5, rounds: 15 };

/**
 * A stream with every safeguard of answers on, in pieces of 6 characters: as fast as it can come, in packets of 50 pieces, and in a
 * packet for each piece. `fetch` parses nothing.
 */
export async function bench(): Promise<readonly Measure[]> {
  const stream = (chunks: number, packet: number) =>
    race({ kind: 'stream', count: chunks, concurrency: 1 }, { ...RACE, chunks, packet });
  const fast = await stream(CHUNKS, 50);
  const slow = await stream(CHUNKS / 5, 1);
  const cpu = 'CPU of a piece of a stream';
  return [
    fromStandings(
      { what: `${cpu}, 50 in a packet`, unit: 'µs' },
      fast(({ cpuMicros }) => cpuMicros, OPENAI),
      OURS,
      OPENAI,
      { atMost: 1 },
    ),
    fromStandings(
      { what: `${cpu}, each in a packet`, unit: 'µs' },
      slow(({ cpuMicros }) => cpuMicros, OPENAI),
      OURS,
      OPENAI,
    ),
    fromStandings(
      { what: 'pieces a second, 50 in a packet', unit: '/s' },
      fast(({ perSecond }) => perSecond, OPENAI),
      OURS,
      OPENAI,
    ),
  ];
}
