/** One figure of ours, beside a peer's from the same run where there is one, and the bar it has to meet. */
export interface Measure {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer?: { readonly name: string; readonly value: number };
  /** On ours divided by the peer's where there is a peer, else on ours. Left out: reported only. */
  readonly bar?: { readonly atLeast: number } | { readonly atMost: number };
  /** What others did in the same run, a line each. */
  readonly beside?: readonly string[];
}

/** What a file in `scripts/bench/` exports as `bench`. */
export type Bench = () => Promise<readonly Measure[]>;

const ratioOf = ({ ours, peer }: Measure): number => (peer ? ours / peer.value : ours);

/** True where there is no bar. */
export function meetsBar(measure: Measure): boolean {
  const { bar } = measure;
  if (!bar) return true;
  return 'atLeast' in bar ? ratioOf(measure) >= bar.atLeast : ratioOf(measure) <= bar.atMost;
}

/** One line, such as `starts per second, 10,000 queued: 61,200/s, bottleneck 431/s, 142x (at least 20x): pass`. */
export function describeMeasure(measure: Measure): string {
  const { what, unit, ours, peer, bar, beside = [] } = measure;
  const times = peer ? 'x' : '';
  const facts = [`${show(ours)} ${unit}`];
  if (peer) facts.push(`${peer.name} ${show(peer.value)} ${unit}`, `${show(ratioOf(measure))}x`);
  if (!bar) return [`${what}: ${facts.join(', ')}`, ...beside].join('\n      ');
  const limit = 'atLeast' in bar ? `at least ${show(bar.atLeast)}` : `at most ${show(bar.atMost)}`;
  return `${what}: ${facts.join(', ')} (${limit}${times}): ${meetsBar(measure) ? 'pass' : 'FAIL'}`;
}

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

const show = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 1 ? 4 : Math.abs(value) < 100 ? 1 : 0 });
