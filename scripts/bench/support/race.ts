import { type ChildProcess, fork } from 'node:child_process';
import { median, type Standing } from './report.ts';

/** What a subject is to do: `count` calls, or streams of `count` pieces. */
export interface Job {
  /** `memory`: the heap as it is; `live`: collected before every look. */
  readonly kind: 'chat' | 'stream' | 'memory' | 'live';
  readonly count: number;
  readonly concurrency: number;
}

export interface Figures {
  /** Of one call or one piece. */
  readonly cpuMicros?: number;
  readonly perSecond?: number;
  readonly peakBytes?: number;
}

export interface Race {
  readonly subjects: readonly string[];
  /** Pieces of a stream that the server sends. */
  readonly chunks?: number;
  /** How many of them are in a packet. */
  readonly packet?: number;
  readonly warmUps: number;
  readonly rounds: number;
}

/**
 * The server in a process of its own, every subject in another, and the rounds in turn: what else the machine does falls on
 * all of them. A subject that fails, or takes longer than 60 s for a job, is out.
 */
export async function race(job: Job, { subjects, chunks = 0, packet = 50, warmUps, rounds }: Race) {
  const server = start('server-process.ts', [String(chunks), String(packet)]);
  const url = String(await answer(server));
  const runners = new Map<string, ChildProcess>();
  const figures = new Map<string, Figures[]>();
  try {
    for (const name of subjects) {
      const runner = start('subject-process.ts', [name, url]);
      runners.set(name, runner);
      figures.set(name, []);
      await answer(runner);
    }
    for (let round = -warmUps; round < rounds; round += 1)
      for (const [name, runner] of runners) {
        const asked = answer(runner);
        if (runner.connected) runner.send(job);
        const given = (await asked) as Figures | { readonly failed: string };
        if ('failed' in given) {
          console.error(`      ${name}: ${given.failed}`);
          runners.delete(name);
          figures.delete(name);
          runner.kill();
        } else if (round >= 0) figures.get(name)?.push(given);
      }
  } finally {
    for (const child of [server, ...runners.values()]) child.kill();
  }
  return (pick: (figures: Figures) => number | undefined, base: string): readonly Standing[] => {
    const values = (name: string) => (figures.get(name) ?? []).map((each) => pick(each) ?? Number.NaN);
    const beside = values(base);
    return [...figures.keys()].map((name) => ({
      name,
      value: median(values(name)),
      ratio: median(values(name).map((value, round) => value / (beside[round] ?? Number.NaN))),
    }));
  };
}

const MOST_MS = 60_000;

const start = (file: string, given: readonly string[]): ChildProcess =>
  fork(new URL(file, import.meta.url), given, { execArgv: ['--expose-gc'] });

const answer = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => {
    const done = (value: unknown) => {
      clearTimeout(timer);
      child.off('message', done).off('exit', gone);
      resolve(value);
    };
    const gone = (code: number | null, signal: string | null) =>
      done({ failed: `its process ended with ${signal ?? code}` });
    const timer = setTimeout(() => done({ failed: `took longer than ${MOST_MS / 1_000} s` }), MOST_MS);
    child.once('message', done).once('exit', gone);
    if (!child.connected) gone(child.exitCode, child.signalCode);
  });
