import { setTimeout as pause } from 'node:timers/promises';
import type { Figures, Job } from './race.ts';
import { heapBytes } from './report.ts';
import { SUBJECTS } from './subjects.ts';

/** A process for one subject: `node --expose-gc subject-process.ts NAME URL`. Does the jobs that come as messages. */
const [name = '', url = ''] = process.argv.slice(2);
const open = SUBJECTS[name];
if (!open) throw new Error(`No such subject: ${name}`);
const subject = await open(url);
const PROMPT = 'Say something about the weather in Rome, in a sentence or two. '.repeat(16); // about 1 kB

async function atATime(count: number, concurrency: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

/** CPU of this process alone, and time. */
async function measured(count: number, work: () => Promise<unknown>): Promise<Figures> {
  const before = process.cpuUsage();
  const since = performance.now();
  await work();
  const seconds = (performance.now() - since) / 1_000;
  const { user, system } = process.cpuUsage(before);
  return { cpuMicros: (user + system) / count, perSecond: count / seconds };
}

/** The most that the heap grew to, above what was in use before; looked at as often as told. */
async function peak(everyMs: number, used: () => number, work: () => Promise<unknown>): Promise<Figures> {
  const before = heapBytes();
  let most = 0;
  let running = true;
  const watch = (async () => {
    while (running) {
      most = Math.max(most, used() - before);
      await pause(everyMs);
    }
  })();
  await work();
  running = false;
  await watch;
  return { peakBytes: most };
}

const run = ({ kind, count, concurrency }: Job): Promise<Figures> => {
  if (kind === 'chat') return measured(count, () => atATime(count, concurrency, () => subject.chat(PROMPT)));
  const stream = async () => {
    if ((await subject.stream(PROMPT)) === 0) throw new Error('Nothing came');
  };
  if (kind === 'stream') return measured(count, stream);
  return kind === 'live' ? peak(20, heapBytes, stream) : peak(2, () => process.memoryUsage().heapUsed, stream);
};

process.on('message', (job: Job) => {
  run(job).then(
    (figures) => process.send?.(figures),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.send?.('ready');
