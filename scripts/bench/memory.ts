import { race } from './support/race.ts';
import { fromStandings, type Measure } from './support/report.ts';
import { FETCH, OURS, SUBJECTS } from './support/subjects.ts';

const BYTES = 50 * 1024 * 1024;
const BYTES_A_CHUNK = 208;

/** How far the heap grows over a stream of 50 MB: some 250,000 pieces of 6 characters. `fetch` parses nothing and keeps nothing. */
export async function bench(): Promise<readonly Measure[]> {
  const chunks = Math.round(BYTES / BYTES_A_CHUNK);
  const standings = await race(
    { kind: 'memory', count: chunks, concurrency: 1 },
    { subjects: Object.keys(SUBJECTS), chunks, warmUps: 1, rounds: 5 },
  );
  const megabytes = (bytes: number | undefined) => (bytes === undefined ? undefined : bytes / 2 ** 20);
  const peaks = standings(({ peakBytes }) => megabytes(peakBytes), FETCH);
  const kept = standings(({ keptBytes }) => megabytes(keptBytes), FETCH);
  return [
    fromStandings({ what: 'most heap in use during a stream of 50 MB', unit: 'MB' }, peaks, OURS, FETCH, { atMost: 2 }),
    fromStandings({ what: 'heap still in use behind it', unit: 'MB' }, kept, OURS, FETCH),
  ];
}
