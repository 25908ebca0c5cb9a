/** What is used of Bottleneck 2.19.5 beyond its documentation. Names are its own. */
export interface Limiter<Entry, Result> {
  readonly _queues: {
    readonly Events: Events;
    readonly _lists: readonly List<Entry, Result>[];
    /** The first list that holds a job. An empty array, so not to be called, when none does. */
    getFirst(): List<Entry, Result>;
    push(job: Job<Entry, Result>): void;
  };
  readonly _store: {
    _running: number;
    conditionsCheck(weight: number): boolean;
    /** Waits before every step of the store; awaited when a job is done. */
    yieldLoop(): Promise<void>;
  };
  readonly Events: Events;
  readonly _scheduled: { [index: string]: { readonly job: Job<Entry, Result> } };
  queued(): number;
  schedule(
    options: { readonly priority: number; readonly id: string },
    task: (entry: Entry) => Promise<void>,
    entry: Entry,
  ): Promise<Result>;
  /** Called by `schedule` with every new job. */
  _receive(job: Job<Entry, Result>): void;
  /** Called by the store when a job is done. */
  _drainAll(): void;
  _run(index: string, job: Job<Entry, Result>): void;
  _clearGlobalState(index: string): boolean;
  _free(index: string, job: Job<Entry, Result>, options: object, info: object): Promise<void>;
}

export interface Job<Entry, Result> {
  readonly args: readonly [Entry];
  readonly options: { readonly priority: number; readonly id: string };
  /** Settle what `schedule` returned. Bottleneck's own result comes later, and so changes nothing. */
  _resolve(result: Result | Promise<Result>): void;
  _reject(reason: unknown): void;
  doReceive(): void;
  doQueue(reachedHighWater: boolean, blocked: boolean): void;
  doRun(): void;
  doExecute(
    chained: null,
    clear: () => boolean,
    run: () => void,
    free: (options: object, info: object) => Promise<void>,
  ): Promise<void>;
  /** Forgets a job that waits. */
  doDrop(): boolean;
}

/** Tells listeners. */
interface Events {
  trigger(): Promise<void>;
}

/** A doubly linked list of the jobs of one priority. */
export interface List<Entry, Result> {
  length: number;
  _first: ListNode<Entry, Result> | null;
  _last: ListNode<Entry, Result> | null;
  /** Counts one job less in the queue. */
  decr(): void;
  first(): Job<Entry, Result>;
  shift(): Job<Entry, Result>;
}

export interface ListNode<Entry, Result> {
  readonly value: Job<Entry, Result>;
  prev: ListNode<Entry, Result> | null;
  next: ListNode<Entry, Result> | null;
}

const VERSION = '2.19.5';
const FUNCTIONS = [
  'queued schedule _receive _drainAll _run _clearGlobalState _free',
  '_queues.getFirst _queues.push _queues._lists.9.decr _queues._lists.9.first _queues._lists.9.shift',
  '_store.conditionsCheck _store.yieldLoop Events.trigger _queues.Events.trigger',
].flatMap((names) => names.split(' '));

/** Throws an Error that names what is missing, so that another version fails at construction and not under load. */
export function assertInternals<Entry, Result>(limiter: unknown): asserts limiter is Limiter<Entry, Result> {
  const read = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, name) => Object(value)[name], limiter);
  const expect = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`The throttle needs bottleneck ${VERSION} as published, but ${what}: pin that version`);
  };
  expect(read('version') === VERSION, `this is version ${String(read('version'))}`);
  for (const path of FUNCTIONS) expect(typeof read(path) === 'function', `\`${path}\` is not a function`);
  expect(read('_store._running') === 0, '`_store._running` does not count from 0');
  for (const path of ['_queues._lists.9._first', '_queues._lists.9._last'])
    expect(read(path) === null, `\`${path}\` is not null`);
  expect(read('_queues._lists.9.length') === 0, '`_queues._lists.9.length` is not 0');
  expect(typeof read('_scheduled') === 'object', '`_scheduled` is not an object');
}
