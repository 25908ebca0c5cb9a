/** How long a key rests that was refused, or whose quota is used up. */
export const REFUSED_REST_MS = 300_000;
/** How long one rests whose rate is limited, where the server did not say. */
export const LIMITED_REST_MS = 10_000;
/** The longest that a server's word makes a key rest. */
const LONGEST_REST_MS = 3_600_000;

interface State {
  readonly key: string;
  /** On the clock of `now`. */
  restsUntil: number;
  /** Whether it rests for its rate, which time heals. */
  limited: boolean;
  lastUse: number;
}

/** Several keys of one API and how each of them does. */
export class KeyRing {
  readonly #states: readonly State[];
  readonly #now: () => number;
  #uses = 0;

  constructor(keys: readonly string[], now: () => number = () => performance.now()) {
    this.#states = keys.map((key) => ({ key, restsUntil: Number.NEGATIVE_INFINITY, limited: false, lastUse: 0 }));
    this.#now = now;
  }

  /** The healthy key that was used least recently; where all rest, the one whose rest ends first. */
  choose(): string {
    const now = this.#now();
    return this.#use(best(this.#states, (state) => [Math.max(state.restsUntil, now), state.lastUse]));
  }

  /** A healthy key that is not among those tried; undefined: none. */
  another(tried: ReadonlySet<string>): string | undefined {
    const now = this.#now();
    const healthy = this.#states.filter(({ key, restsUntil }) => restsUntil <= now && !tried.has(key));
    return healthy.length === 0 ? undefined : this.#use(best(healthy, ({ lastUse }) => [0, lastUse]));
  }

  /** The server took this key. */
  worked(key: string): void {
    this.#rest(key, 0, false);
  }

  /** The server does not take this key, or its quota is used up. */
  refused(key: string): void {
    this.#rest(key, REFUSED_REST_MS, false);
  }

  /** The rate of this key is used up. */
  limited(key: string, retryAfterMs = LIMITED_REST_MS): void {
    this.#rest(key, Math.min(retryAfterMs, LONGEST_REST_MS), true);
  }

  /** Milliseconds until the first key is back that rests for its rate; undefined: none does. */
  get limitedForMs(): number | undefined {
    const now = this.#now();
    const resting = this.#states.filter(({ limited, restsUntil }) => limited && restsUntil > now);
    return resting.length === 0 ? undefined : Math.ceil(Math.min(...resting.map((state) => state.restsUntil)) - now);
  }

  #use(state: State): string {
    state.lastUse = ++this.#uses;
    return state.key;
  }

  #rest(key: string, ms: number, limited: boolean): void {
    const state = this.#states.find((each) => each.key === key);
    if (state) Object.assign(state, { restsUntil: this.#now() + ms, limited });
  }
}

type Rank = readonly [number, number];

function best(states: readonly State[], rank: (state: State) => Rank): State {
  return states.reduce((first, next) => (isBefore(rank(next), rank(first)) ? next : first));
}

const isBefore = ([a, b]: Rank, [c, d]: Rank): boolean => a < c || (a === c && b < d);
