/** One figure of ours, beside a peer's from the same run where there is one, and the bar it has to meet. */
export interface Measure {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer?: { readonly name: string; readonly value: number };
  /** The median of what each round says of ours beside the peer. @default ours divided by the peer's */
  readonly ratio?: number;
  /** On ours divided by the peer's where there is a peer, else on ours. Left out: reported only. */
  readonly bar?: { readonly atLeast: number } | { readonly atMost: number };
  /** What others did in the same run, a line each. */
  readonly beside?: readonly string[];
  /** All that ran, ours and the peer among them. */
  readonly standings?: readonly Standing[];
}

/** One subject of a run: its median, and the median of its ratios to the peer. NaN: it did not get through. */
export interface Standing {
  readonly name: string;
  readonly value: number;
  readonly ratio: number;
}

/** What a file in `scripts/bench/` exports as `bench`. */
export type Bench = () => Promise<readonly Measure[]>;

export const ratioOf = ({ ours, peer, ratio }: Measure): number => ratio ?? (peer ? ours / peer.value : ours);

/** A measure of `ours` beside `peer`, out of all that ran. */
export function fromStandings(
  { what, unit }: Pick<Measure, 'what' | 'unit'>,
  standings: readonly Standing[],
  ours: string,
  peer: string,
  bar?: Measure['bar'],
): Measure {
  const of = (wanted: string) =>
    standings.find(({ name }) => name === wanted) ?? { name: wanted, value: Number.NaN, ratio: Number.NaN };
  const { value, ratio } = of(ours);
  return { what, unit, ours: value, ratio, peer: of(peer), ...(bar && { bar }), standings };
}

/** True where there is no bar. */
export function meetsBar(measure: Measure): boolean {
  const { bar } = measure;
  if (!bar) return true;
  return 'atLeast' in bar ? ratioOf(measure) >= bar.atLeast : ratioOf(measure) <= bar.atMost;
}

/** One line, such as `starts per second, 10,000 queued: 61,200/s, bottleneck 431/s, 142x (at least 20x): pass`. */
export function describeMeasure(measure: Measure): string {
  const { what, unit, ours, peer, bar, beside = [], standings = [] } = measure;
  const unitOfBar = peer ? 'x' : '';
  const facts = [`${show(ours)} ${unit}`];
  if (peer) facts.push(`${peer.name} ${show(peer.value)} ${unit}`, `${times(ratioOf(measure))}x`);
  const lines = [
    ...beside,
    ...standings.map((each) => `${each.name}: ${show(each.value)} ${unit}, ${times(each.ratio)}x`),
  ];
  const said = bar ? ` (${describeBar(bar)}${unitOfBar}): ${meetsBar(measure) ? 'pass' : 'FAIL'}` : '';
  return [`${what}: ${facts.join(', ')}${said}`, ...lines].join('\n      ');
}

export const describeBar = (bar: NonNullable<Measure['bar']>): string =>
  'atLeast' in bar ? `at least ${show(bar.atLeast)}` : `at most ${show(bar.atMost)}`;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Bytes of heap in use after a full collection. Needs `--expose-gc`. */
export function heapBytes(): number {
  if (!globalThis.gc) throw new Error('Run with node --expose-gc, as `npm run bench` does');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/** A ratio, as people compare them. */
export const times = (ratio: number): string => (Number.isNaN(ratio) ? '–' : ratio.toFixed(ratio < 10 ? 2 : 0));

export const show = (value: number): string =>
  Number.isNaN(value)
    ? '–'
    : value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 1 ? 4 : Math.abs(value) < 100 ? 1 : 0 });
