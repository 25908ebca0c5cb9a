import { race } from './support/race.ts';
import { fromStandings, type Measure } from './support/report.ts';
import { FETCH, OPENAI, OURS, OURS_OVER_FETCH, SUBJECTS } from './support/subjects.ts';

const RACE = { subjects: Object.keys(SUBJECTS), warmUps: 30, rounds: 15 };
const CALLS = 400;

/** A call with every safeguard that there is, beside bare clients: a prompt of 1 kB, an answer of one sentence. */
export async function bench(): Promise<readonly Measure[]> {
  const few = await race({ kind: 'chat', count: CALLS, concurrency: 32 }, RACE);
  const many = await race({ kind: 'chat', count: 4 * CALLS, concurrency: 256 }, RACE);
  const cpu = { what: 'CPU of a call, 32 at a time', unit: 'µs' };
  const standings = few(({ cpuMicros }) => cpuMicros, OPENAI);
  return [
    fromStandings(cpu, standings, OURS, OPENAI, { atMost: 0.4 }),
    fromStandings(
      { what: 'the same over `fetch`', unit: 'µs' },
      standings.filter(({ name }) => [OURS_OVER_FETCH, FETCH, OPENAI].includes(name)),
      OURS_OVER_FETCH,
      OPENAI,
      { atMost: 0.85 },
    ),
    fromStandings(
      { what: 'calls a second, 256 at a time', unit: '/s' },
      many(({ perSecond }) => perSecond, OPENAI),
      OURS,
      OPENAI,
      { atLeast: 1.2 },
    ),
  ];
}
