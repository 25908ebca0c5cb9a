import type { SecureLLMClient } from '../client.ts';
import type { GatewayRecord } from './record.ts';
import type { ServedModel } from './route.ts';

const BOUNDS_S = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]; // an answer of a model takes seconds
const PREFIX = 'secure_llm_gateway';

type Labels = Readonly<Record<string, string>>;
type Series = readonly (readonly [labels: Labels, value: number])[];

interface Durations {
  readonly counts: number[]; // of each bound; not yet summed up
  sum: number;
  count: number;
}

/**
 * What requests have come to, in numbers: by route, class of status and code, and by nothing that a caller can make up.
 */
export class Metrics {
  readonly #requests = new Map<string, { readonly labels: Labels; count: number }>();
  readonly #durations = new Map<string, Durations>();
  readonly #tokens = { input: 0, output: 0 };

  count({ route = 'none', status, code = '', durationMs, usage, aborted }: GatewayRecord): void {
    const labels = { route, status: `${Math.floor(status / 100)}xx`, code: aborted ? 'aborted' : code };
    const name = JSON.stringify(labels);
    const requests = this.#requests.get(name) ?? { labels, count: 0 };
    requests.count += 1;
    this.#requests.set(name, requests);
    this.#tokens.input += usage?.inputTokens ?? 0;
    this.#tokens.output += usage?.outputTokens ?? 0;
    const durations = this.#durations.get(route) ?? { counts: BOUNDS_S.map(() => 0), sum: 0, count: 0 };
    const seconds = durationMs / 1_000;
    const bound = BOUNDS_S.findIndex((each) => seconds <= each);
    if (bound >= 0) durations.counts[bound] = (durations.counts[bound] ?? 0) + 1;
    durations.sum += seconds;
    durations.count += 1;
    this.#durations.set(route, durations);
  }

  /** The text format of Prometheus, 0.0.4. */
  text(inFlight: number, models: readonly ServedModel[]): string {
    return [
      family('requests_total', 'counter', 'Requests that are over.', this.#counted()),
      this.#histogram(),
      family('requests_in_flight', 'gauge', 'Requests under way.', [[{}, inFlight]]),
      family('tokens_total', 'counter', 'Tokens that answered requests came to.', byDirection(this.#tokens)),
      ...clientFamilies(models),
    ].join('');
  }

  #counted(): Series {
    return Array.from(this.#requests.values(), ({ labels, count }) => [labels, count] as const);
  }

  #histogram(): string {
    const name = `${PREFIX}_request_duration_seconds`;
    const lines = Array.from(this.#durations, ([route, { counts, sum, count }]) => {
      let below = 0;
      const buckets = BOUNDS_S.map((bound, index) => {
        below += counts[index] ?? 0;
        return line(`${name}_bucket`, { route, le: `${bound}` }, below);
      });
      const rest = line(`${name}_bucket`, { route, le: '+Inf' }, count);
      return [...buckets, rest, line(`${name}_sum`, { route }, sum), line(`${name}_count`, { route }, count)].join('');
    });
    return `${head(name, 'histogram', 'Seconds from the request to the end of its answer.')}${lines.join('')}`;
  }
}

/** What the clients have done, each by the first name that it is served by. */
function clientFamilies(models: readonly ServedModel[]): readonly string[] {
  const names = new Map<SecureLLMClient, string>();
  for (const { client, name } of models) if (!names.has(client)) names.set(client, name);
  const all = Array.from(names, ([client, model]) => [{ model }, client.stats()] as const);
  const of = (
    pick: (stats: ReturnType<SecureLLMClient['stats']>) => Readonly<Record<string, number>>,
    by: string,
  ): Series =>
    all.flatMap(([labels, stats]) =>
      Object.entries(pick(stats)).map(
        ([name, value]) => [by === '' ? labels : { ...labels, [by]: name }, value] as const,
      ),
    );
  return [
    family(
      'client_calls_total',
      'counter',
      'Calls of the client that are over.',
      of(({ calls: { ok, failed, cancelled } }) => ({ ok, failed, cancelled }), 'outcome'),
    ),
    family(
      'client_attempts_total',
      'counter',
      'Attempts that have ended.',
      of(({ attempts }) => ({ attempts }), ''),
    ),
    family(
      'client_retries_total',
      'counter',
      'Attempts that were made again.',
      of(({ retries }) => ({ retries }), ''),
    ),
    family(
      'client_cached_total',
      'counter',
      'Calls answered from the cache.',
      of(({ cached }) => ({ cached }), ''),
    ),
    family(
      'client_throttle',
      'gauge',
      'Attempts that wait for a place, or hold one.',
      of(({ throttle }) => ({ waiting: throttle.waiting, in_flight: throttle.inFlight }), 'state'),
    ),
  ];
}

const byDirection = (tokens: { readonly input: number; readonly output: number }): Series =>
  Object.entries(tokens).map(([direction, value]) => [{ direction }, value] as const);

function family(name: string, type: 'counter' | 'gauge', help: string, series: Series): string {
  const full = `${PREFIX}_${name}`;
  return `${head(full, type, help)}${series.map(([labels, value]) => line(full, labels, value)).join('')}`;
}

const head = (name: string, type: string, help: string): string => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}\n`;
}

const escaped = (text: string): string => text.replace(/[\\"\n]/g, (each) => (each === '\n' ? '\\n' : `\\${each}`));
