import { injection } from '../../src/guards/injection.ts';
import { links } from '../../src/guards/links.ts';
import { injectionModel } from '../../src/guards/model.ts';
import { personalData } from '../../src/guards/personal-data.ts';
import { secrets } from '../../src/guards/secrets.ts';
import { unicode } from '../../src/guards/unicode.ts';
import { PEERS } from './support/peers.ts';
import type { Measure } from './support/report.ts';
import { prose, SHAPES } from './support/shapes.ts';
import { fastest, growth, type Reach, reach } from './support/timing.ts';

const ROUNDS = 9;
const SCANS = { unicode, secrets, personalData, injection };
/** What reads answers beside those. */
const LINKS = links();
/** What a simple filter does: one alternation of ten words. */
const TEN_WAYS =
  /ignore previous|system prompt|password|api[_-]key|secret|token|bearer|credential|confidential|jailbreak/gi;
const CONTEXT = { trust: 'user', stage: 'input' } as const;

function scanAll(text: string): void {
  const context = { ...CONTEXT }; // of one call, whose guards share what they read
  for (const guard of Object.values(SCANS)) guard.scan(text, context);
}

const scan = (guard: (typeof SCANS)[keyof typeof SCANS], text: string) => guard.scan(text, { ...CONTEXT });

export async function bench(): Promise<Measure[]> {
  return [...(await onProse()), ...(await onShapes())];
}

/** Ours and the packages beside them, in microseconds for a KB of the same text. */
async function onProse(): Promise<Measure[]> {
  const text = prose(100_000);
  const alternation = () => {
    for (const _ of text.matchAll(TEN_WAYS));
  };
  fastest(() => scanAll(text), 10); // compiles them
  fastest(alternation, 10);
  const each = Object.entries(SCANS).map(([name, guard]) => ({ name, guard, times: [] as number[] }));
  const together: number[] = [];
  const simple: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    together.push(fastest(() => scanAll(text), 5));
    for (const { guard, times } of each) times.push(fastest(() => scan(guard, text), 5));
    simple.push(fastest(alternation, 5));
  }
  const perKilobyte = (milliseconds: number) => milliseconds * 10;
  const peer = { name: 'ten-way alternation', value: perKilobyte(Math.min(...simple)) };
  const measure = (what: string, milliseconds: number): Measure => ({
    what,
    unit: 'µs/KB',
    ours: perKilobyte(milliseconds),
    peer,
  });
  const beside: Measure[] = [];
  for (const { name, read } of PEERS) beside.push(measure(`beside them: ${name}`, await soonest(read, text)));
  return [
    { ...measure('all guards of the input by rules, on 100 KB of prose', Math.min(...together)), bar: { atMost: 8 } },
    ...each.map(({ name, times }) => measure(`${name} alone`, Math.min(...times))),
    measure(
      'links alone, in answers',
      fastest(() => LINKS.scan(text), 20),
    ),
    ...beside,
    ...(await withModel()),
  ];
}

const SIZES = [1_000, 10_000, 100_000];
/** The longest text that the peer reads as it comes; the bar is for what both are made for. */
const PEER_READS = 10_000;

/** What a client adds to the rules, beside the peer that looks for the same, on texts of a prompt's and of a document's size. */
async function withModel(): Promise<Measure[]> {
  const peer = PEERS.at(-1) as (typeof PEERS)[number];
  const measures: Measure[] = [];
  for (const size of SIZES) {
    const long = prose(200_000);
    const texts = Array.from({ length: 100_000 / size }, (_, index) => long.slice(index * size, (index + 1) * size));
    const readAll = async (read: (text: string) => unknown): Promise<number> => {
      const since = performance.now();
      for (const text of texts) await read(text);
      return (performance.now() - since) * 10;
    };
    const least = { ours: Number.POSITIVE_INFINITY, peer: Number.POSITIVE_INFINITY };
    for (let round = 0; round < 5 * ROUNDS; round += 1) {
      least.ours = Math.min(least.ours, await readAll((text) => injectionModel.scan(text, { ...CONTEXT })));
      least.peer = Math.min(least.peer, await readAll(peer.read));
    }
    measures.push({
      what: `injection by rules and the model, which a client adds to those, on texts of ${size / 1_000} KB`,
      unit: 'µs/KB',
      ours: least.ours,
      peer: { name: peer.name, value: least.peer },
      ...(size <= PEER_READS && { bar: { atMost: 0.5 } }),
    });
  }
  return measures;
}

/** As `fastest`, of a reader that may answer with a promise. */
async function soonest(read: (text: string) => unknown, text: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 12; run += 1) {
    const since = performance.now();
    await read(text);
    least = Math.min(least, performance.now() - since);
  }
  return least;
}

/** Growth of ours to 1 MB of each shape, and how far the others come. */
async function onShapes(): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const [name, unit] of Object.entries(SHAPES)) {
    const input = growth(scanAll, unit);
    const answer = growth((text) => LINKS.scan(text), unit);
    const model = growth((text) => injectionModel.scan(text, { ...CONTEXT }), unit);
    const beside: string[] = [];
    for (const peer of PEERS) beside.push(`${peer.name}: ${told(await reach(peer.read, unit))}`);
    const row = (what: string, perDoubling: number): Measure => ({
      what,
      unit: 'x',
      ours: perDoubling,
      bar: { atMost: 2.5 },
    });
    measures.push(
      row(`${name}, links: growth a doubling to 1 MB`, answer.perDoubling),
      { what: `${name}, links: 1 MB`, unit: 'ms', ours: answer.milliseconds },
      row(`${name}, injection with the model: growth a doubling to 1 MB`, model.perDoubling),
      { what: `${name}, injection with the model: 1 MB`, unit: 'ms', ours: model.milliseconds },
      row(`${name}: growth a doubling to 1 MB`, input.perDoubling),
      { what: `${name}: 1 MB`, unit: 'ms', ours: input.milliseconds, beside },
    );
  }
  return measures;
}

function told({ characters, milliseconds, growth, stopped }: Reach): string {
  const size = characters >= 1 << 20 ? '1 MB' : `${characters >> 10} KB`;
  const time = milliseconds < 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(0);
  return `${time} ms at ${size}, ${growth.toFixed(1)}x a doubling${stopped ? ', stopped there' : ''}`;
}
