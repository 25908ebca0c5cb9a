/** How long a key rests that was refused, or whose quota is used up. */
export const REFUSED_REST_MS = 300_000;
/** How long one rests whose rate is limited, where the server did not say. */
export const LIMITED_REST_MS = 10_000;
/** The longest that a server's word makes a key rest. */
const LONGEST_REST_MS = 3_600_000;

/** When a key is back whose rate was used up. */
export interface Comeback {
  readonly inMs: number;
  /** Whether the server said so. */
  readonly told: boolean;
}

interface State {
  readonly key: string;
  /** On the clock of `now`. */
  restsUntil: number;
  /** Where it rests for its rate, which time heals: whether the server said for how long, or we guess. */
  limited: 'told' | 'guessed' | undefined;
  lastUse: number;
}

/** Several keys of one API and how each of them does. */
export class KeyRing {
  readonly #states: readonly State[];
  readonly #now: () => number;
  #uses = 0;

  constructor(keys: readonly string[], now: () => number = () => performance.now()) {
    this.#states = keys.map((key) => ({ key, restsUntil: Number.NEGATIVE_INFINITY, limited: undefined, lastUse: 0 }));
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

  /** The server does not take this key, or its quota is used up. */
  refused(key: string): void {
    this.#rest(key, REFUSED_REST_MS, undefined);
  }

  /** The rate of this key is used up. */
  limited(key: string, retryAfterMs?: number): void {
    const ms = Math.min(retryAfterMs ?? LIMITED_REST_MS, LONGEST_REST_MS);
    this.#rest(key, ms, retryAfterMs === undefined ? 'guessed' : 'told');
  }

  /** The first of the keys to be back that rest for their rate; undefined: none does. */
  get comeback(): Comeback | undefined {
    const now = this.#now();
    const resting = this.#states.filter(({ limited, restsUntil }) => limited && restsUntil > now);
    if (resting.length === 0) return undefined;
    const { restsUntil, limited } = best(resting, (state) => [state.restsUntil, 0]);
    return { inMs: Math.ceil(restsUntil - now), told: limited === 'told' };
  }

  #use(state: State): string {
    state.lastUse = ++this.#uses;
    return state.key;
  }

  #rest(key: string, ms: number, limited: State['limited']): void {
    const state = this.#states.find((each) => each.key === key);
    if (state) Object.assign(state, { restsUntil: this.#now() + ms, limited });
  }
}

type Rank = readonly [number, number];

function best(states: readonly State[], rank: (state: State) => Rank): State {
  return states.reduce((first, next) => (isBefore(rank(next), rank(first)) ? next : first));
}

const isBefore = ([a, b]: Rank, [c, d]: Rank): boolean => a < c || (a === c && b < d);
