import { SecureLLMClient } from '../../src/index.ts';
import { openai } from '../../src/providers/openai/index.ts';
import { hurriedClock } from '../../test/support/hurried-clock.ts';
import { heapBytes, type Measure } from '../bench/support/report.ts';
import { seeded } from '../eval/ids/make.ts';
import { Callers, type Ending } from './callers.ts';
import { Service } from './service.ts';

export interface SoakOptions {
  readonly calls: number;
  readonly seed: number;
  /** Told after every hundredth of the calls. */
  readonly onProgress?: (done: number) => void;
}

export interface SoakReport {
  readonly endings: ReadonlyMap<Ending, number>;
  readonly requests: number;
  readonly measures: readonly Measure[];
}

const PLACES = 16;
const CALLERS = 40; // more than there are places, so that calls queue
const CHECKPOINT = 0.2; // of the calls: what is loaded and compiled once is there by then
const MB = 2 ** 20;

/**
 * Runs calls with every safeguard on against a provider that fails in many ways, under callers that abort and leave, and
 * measures what is left of them. Needs `--expose-gc`.
 */
export async function soak({ calls, seed, onProgress }: SoakOptions): Promise<SoakReport> {
  const timersBefore = timers();
  const service = new Service(seed);
  const clock = hurriedClock(100);
  const client = new SecureLLMClient({
    provider: openai({
      baseURL: 'http://127.0.0.1/v1',
      model: 'm',
      fetch: service.fetch,
      maxEventBytes: 50_000,
      maxResponseBytes: 100_000,
    }),
    clock,
    throttle: { maxConcurrency: PLACES, requestsPerMinute: 1e9, tokensPerMinute: 1e12 },
    timeout: { attemptMs: 30_000, firstTokenMs: 20_000, idleMs: 20_000 },
    audit: () => {},
  });
  const callers = new Callers(client, seeded(seed + 1));
  const endings = new Map<Ending, number>();
  let begun = 0;
  const run = async (until: number) => {
    const work = async () => {
      while (begun < until) {
        const ending = await callers.call(begun++);
        endings.set(ending, (endings.get(ending) ?? 0) + 1);
        if (begun % Math.ceil(calls / 100) === 0) onProgress?.(begun);
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, work));
    return settledHeap();
  };
  const early = await run(Math.ceil(calls * CHECKPOINT));
  const late = await run(calls);

  const settled = Array.from(endings.values()).reduce((sum, count) => sum + count, 0);
  const odd = (endings.get('mixed up') ?? 0) + (endings.get('foreign') ?? 0);
  const { requests, inFlight } = service;
  const { pending } = clock;
  const stats = client.stats();
  const placesFree = await freePlaces(client, service);
  await client.close();
  const atMost = (what: string, unit: string, ours: number, bar: number): Measure => ({
    what,
    unit,
    ours,
    bar: { atMost: bar },
  });
  return {
    endings,
    requests,
    measures: [
      atMost(`heap after GC, at the end minus at ${CHECKPOINT * 100} %`, 'MB', (late - early) / MB, 10),
      { what: 'heap after GC at the end', unit: 'MB', ours: late / MB },
      atMost('calls that did not settle', 'calls', calls - settled, 0),
      atMost("answers of another caller's, and errors of a foreign kind", 'calls', odd, 0),
      atMost('requests in flight at a time', 'requests', service.mostInFlight, PLACES),
      atMost('requests in flight at the end', 'requests', inFlight, 0),
      atMost('calls that the client counts as running', 'calls', stats.calls.running, 0),
      atMost('attempts that it counts as waiting', 'attempts', stats.throttle.waiting, 0),
      atMost('attempts that it counts as in flight', 'attempts', stats.throttle.inFlight, 0),
      atMost('timers of the client left', 'timers', pending, 0),
      atMost('timers of the process left', 'timers', timers() - timersBefore, 0),
      atMost('listeners left on a signal of one call', 'listeners', callers.listenersLeft.size, 0),
      atMost('listeners left on a signal that many calls share', 'listeners', callers.sharedListeners, 0),
      { what: 'places free at the end', unit: 'places', ours: placesFree, bar: { atLeast: PLACES } },
    ],
  };
}

const turns = async (count: number): Promise<void> => {
  for (let left = count; left > 0; left--) await new Promise((resolve) => setImmediate(resolve));
};

/** What is held once all that was let go is gone: bodies and signals are freed some turns later. */
async function settledHeap(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await turns(20);
    heapBytes();
  }
  return heapBytes();
}

const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

/** How many calls a client lets through at once to a service that answers none. */
async function freePlaces(client: SecureLLMClient, service: Service): Promise<number> {
  service.holds = true;
  const controller = new AbortController();
  const { signal } = controller;
  const probe = client.withOptions({ breaker: false }); // the same throttle, whatever the breaker thinks of the service by now
  const asked = Array.from({ length: PLACES + 4 }, () => probe.chat('Hello', { signal }).catch(() => {}));
  await turns(50);
  const { inFlight } = service;
  controller.abort();
  await Promise.all(asked);
  return inFlight;
}
