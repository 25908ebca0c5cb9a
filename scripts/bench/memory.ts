import { race } from './support/race.ts';
import { fromStandings, type Measure } from './support/report.ts';
import { FETCH, OURS, SUBJECTS } from './support/subjects.ts';

const BYTES = 50 * 1024 * 1024;
const BYTES_A_CHUNK = 208;

/** How far the heap grows over a stream of 50 MB: some 250,000 pieces of 6 characters. `fetch` parses nothing and keeps nothing. */
export async function bench(): Promise<readonly Measure[]> {
  const chunks = Math.round(BYTES / BYTES_A_CHUNK);
  const field = { subjects: Object.keys(SUBJECTS), chunks, warmUps: 1, rounds: 3 };
  const megabytes = async (kind: 'memory' | 'live') => {
    const standings = await race({ kind, count: chunks, concurrency: 1 }, field);
    return standings(({ peakBytes = Number.NaN }) => peakBytes / 2 ** 20, FETCH);
  };
  return [
    fromStandings({ what: 'held at most', unit: 'MB' }, await megabytes('live'), OURS, FETCH, { atMost: 2 }),
    fromStandings(
      { what: 'held at most, with what was not yet collected', unit: 'MB' },
      await megabytes('memory'),
      OURS,
      FETCH,
    ),
  ];
}
