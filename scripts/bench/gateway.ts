import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { BARE, CONCURRENT, type Gateway, OURS, PORTKEY, stream, withGateways } from './support/gateways.ts';
import { fromStandings, type Measure, median, type Standing } from './support/report.ts';

const AT_ONCE = { packet: 5, pauseMs: 0 };
const REQUESTS = 2_000;
const ROUNDS = 5;

const PACED = { packet: 1, pauseMs: 50 }; // 20 tokens a second, as models write
const STREAM_MS = 5_000;
const FIRST_MS = 15_000; // not counted
const ROUNDS_MS = [10_000, 10_000]; // of CPU and streams
const FILL_MS = 45_000; // V8's heap grows to its size at work, and shrinks while another gateway has its turn
const FLAT_MS = 30_000; // of memory, and one more round

/** What streams come to: those that end as fast as they can, and those that last. */
export const bench = async (): Promise<readonly Measure[]> => [
  ...(await withGateways(PACED, async (gateways) => {
    const figures = new Map(gateways.map(({ name }) => [name, [] as Lasting[]]));
    for (const gateway of gateways) await lasting(gateway, STREAM_MS, FIRST_MS);
    for (const ms of ROUNDS_MS)
      for (const gateway of gateways) figures.get(gateway.name)?.push(await lasting(gateway, STREAM_MS, ms));
    for (const gateway of gateways) figures.get(gateway.name)?.push(await lasting(gateway, FILL_MS, FLAT_MS));
    return ofLasting(figures);
  })),
  ...(await withGateways(AT_ONCE, async (gateways) => {
    const figures = new Map(gateways.map(({ name }) => [name, [] as Burst[]]));
    for (let round = -1; round < ROUNDS; round += 1)
      for (const gateway of gateways) {
        const found = await burst(gateway);
        if (round >= 0) figures.get(gateway.name)?.push(found);
      }
    return ofBursts(figures);
  })),
];

interface Lasting {
  readonly perSecond: number;
  readonly cpuMs: number;
  /** Second by second. */
  readonly megabytes: readonly number[];
}

/** Keeps 500 streams open, begun one after the other so that they do not end together; counts for `ms` after `warmUpMs`. */
async function lasting(gateway: Gateway, warmUpMs: number, ms: number): Promise<Lasting> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT });
  let isOver = false;
  let streams = 0;
  const workers = Array.from({ length: CONCURRENT }, async (_, index) => {
    await wait((index * STREAM_MS) / CONCURRENT);
    for (; !isOver; streams += 1) await stream(gateway, agent);
  });
  const all = Promise.all(workers);
  await Promise.race([all, wait(warmUpMs)]);
  const [cpuBefore, before, since] = [gateway.cpuMs(), streams, performance.now()];
  const megabytes: number[] = [];
  while (megabytes.length < ms / 1_000) {
    await Promise.race([all, wait(1_000)]);
    megabytes.push(gateway.megabytes());
  }
  const done = streams - before;
  const figures = {
    perSecond: (done / (performance.now() - since)) * 1_000,
    cpuMs: (gateway.cpuMs() - cpuBefore) / done,
    megabytes,
  };
  isOver = true;
  await all;
  agent.destroy();
  return figures;
}

function ofLasting(figures: ReadonlyMap<string, readonly Lasting[]>): readonly Measure[] {
  const what = `of a stream of ${STREAM_MS / 1_000} seconds, ${CONCURRENT} at a time`;
  const memory = new Map([...figures].map(([name, each]) => [name, each.at(-1)?.megabytes ?? []]));
  const held = standingsOf(new Map([...memory].map(([name, each]) => [name, [median(each)]])), BARE, (each) => each);
  const ours = memory.get(OURS) ?? [];
  return [
    fromStandings(
      { what: `CPU ${what}`, unit: 'ms' },
      standingsOf(figures, BARE, ({ cpuMs }) => cpuMs),
      OURS,
      BARE,
      { atMost: 2 },
    ),
    fromStandings(
      { what: 'such streams a second', unit: '/s' },
      standingsOf(figures, BARE, ({ perSecond }) => perSecond),
      OURS,
      BARE,
    ),
    fromStandings({ what: `memory meanwhile, for ${ours.length} seconds`, unit: 'MB' }, held, OURS, BARE),
    {
      what: 'memory in the last 10 of these seconds, divided by that in the first 10',
      unit: '',
      ours: median(ours.slice(-10)) / median(ours.slice(0, 10)),
      bar: { atMost: 1.1 },
    },
  ];
}

interface Burst {
  readonly perSecond: number;
  readonly cpuMs: number;
}

async function burst(gateway: Gateway): Promise<Burst> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT });
  const before = gateway.cpuMs();
  const since = performance.now();
  let left = REQUESTS;
  const worker = async () => {
    while (left-- > 0) await stream(gateway, agent);
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
  const seconds = (performance.now() - since) / 1_000;
  agent.destroy();
  return { perSecond: REQUESTS / seconds, cpuMs: (gateway.cpuMs() - before) / REQUESTS };
}

function ofBursts(figures: ReadonlyMap<string, readonly Burst[]>): readonly Measure[] {
  const rate = (base: string, bar?: Measure['bar']) =>
    fromStandings(
      { what: `streams a second that come at once, ${CONCURRENT} at a time`, unit: '/s' },
      standingsOf(figures, base, ({ perSecond }) => perSecond),
      OURS,
      base,
      bar,
    );
  return [
    figures.has(PORTKEY) ? rate(PORTKEY, { atLeast: 1.5 }) : rate(BARE),
    fromStandings(
      { what: 'CPU of a stream that comes at once', unit: 'ms' },
      standingsOf(figures, BARE, ({ cpuMs }) => cpuMs),
      OURS,
      BARE,
      { atMost: 2 },
    ),
  ];
}

/** Each by its rounds, and by the ratio to another in the same round. */
function standingsOf<Figures>(
  figures: ReadonlyMap<string, readonly Figures[]>,
  base: string,
  pick: (figures: Figures) => number,
): readonly Standing[] {
  const values = (name: string) => (figures.get(name) ?? []).map(pick);
  const beside = values(base);
  return [...figures.keys()].map((name) => ({
    name,
    value: median(values(name)),
    ratio: median(values(name).map((value, round) => value / (beside[round] ?? Number.NaN))),
  }));
}
