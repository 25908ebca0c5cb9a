import Bottleneck from 'bottleneck/light.js';
import { assertInternals, type Job, type ListNode } from './bottleneck-internals.ts';
import type { Place } from './throttle.ts';

/**
 * A queue by priority, then by arrival, that starts jobs from its head for as long as `admit` agrees. After ten starts that
 * passed over the job that waits longest, that one is the head: what is behind `waiting` others starts within
 * 11 x (waiting + 1) starts, whatever comes after it.
 */
export interface JobQueue<Entry> {
  /** Jobs that wait. */
  readonly length: number;
  /** Next in line. */
  readonly head: Entry | undefined;
  /** Whether as many jobs run as may at a time. */
  readonly busy: boolean;
  /**
   * Adds a job; starts it before returning where it may start at once.
   *
   * @param priority 0 (first) to 9 (last)
   * @returns resolves to what `start` answered
   */
  add(entry: Entry, priority: number): Promise<Place>;
  /** Takes out a job that waits; its promise rejects. Any other job stays as it is. */
  remove(entry: Entry, reason: unknown): void;
  /** Starts what may start. To be called when something that `admit` depends on has changed. */
  drain(): void;
}

/** What is queued. */
export interface QueueEntry {
  /** Kept by the queue; undefined when the entry does not wait. */
  node: ListNode<this, Place> | undefined;
  /** Kept by the queue: which one of all it was. */
  arrival: number;
}

export interface JobQueueOptions<Entry> {
  /** Jobs that run at a time. 1 or more; may be `Infinity`. */
  readonly maxConcurrency: number;
  /** Asked about the head alone, when there is a place for it. True starts it, so its cost is charged here. */
  readonly admit: (entry: Entry) => boolean;
  /** Told of every start; answers what is handed out as the way to give the place back, or rejects where none is. */
  readonly start: (entry: Entry, giveBack: () => void) => Place | Promise<Place>;
  /** One that stays the head, whatever else waits, for as long as this answers it: it has been the head before. */
  readonly next?: () => Entry | undefined;
}

const MAX_PASSES = 10;

/**
 * Bottleneck with the decision about the head of its queue handed in and made in the same tick.
 *
 * Bottleneck keeps the priorities, the state of every job and the count of those that run. As shipped it asks its store
 * through two locks and two `setTimeout(0)` a job, which suits a store in another process, holds it to some 430 starts
 * a second, and lets nothing but the head leave the queue. On this one instance arrival, drain and start do not wait.
 * This leans on its internals, so the version is exact and checked.
 */
export function bottleneckQueue<Entry extends QueueEntry>(options: JobQueueOptions<Entry>): JobQueue<Entry> {
  const { maxConcurrency, admit, start, next } = options;
  const limiter: unknown = new Bottleneck({
    maxConcurrent: maxConcurrency === Number.POSITIVE_INFINITY ? null : maxConcurrency,
    rejectOnDrop: false, // `remove` gives the reason
  });
  assertInternals<Entry, Place>(limiter);
  const { _queues: queues, _store: store } = limiter;
  let count = 0;
  let passes = 0; // starts since one was of the job that waits longest

  const oldest = () => {
    let found: Job<Entry, Place> | undefined;
    for (const { _first: first } of queues._lists)
      if (first && (!found || first.value.args[0].arrival < found.args[0].arrival)) found = first.value;
    return found;
  };
  const head = () => {
    if (limiter.queued() === 0) return undefined;
    const kept = next?.()?.node;
    if (kept) return kept.value;
    return passes < MAX_PASSES ? queues.getFirst().first() : oldest();
  };
  const drain = () => {
    for (let job = head(); job && store.conditionsCheck(1) && admit(job.args[0]); job = head()) {
      passes = job === oldest() ? 0 : passes + 1;
      queues._lists[job.options.priority]?.shift();
      store._running += 1;
      count += 1;
      limiter._run(job.options.id, job);
    }
  };
  const hold = (entry: Entry) => new Promise<void>((giveBack) => entry.node?.value._resolve(start(entry, giveBack)));

  store.yieldLoop = () => Promise.resolve();
  limiter.Events.trigger = queues.Events.trigger = () => Promise.resolve(); // nobody listens, to nine events a job, twice each
  limiter._drainAll = drain;
  limiter._receive = (job) => {
    job.doReceive();
    job.doQueue(false, false);
    queues.push(job);
    job.args[0].node = queues._lists[job.options.priority]?._last ?? undefined;
    if (head() === job) drain();
  };
  limiter._run = (index, job) => {
    job.doRun();
    limiter._scheduled[index] = { job };
    const clear = () => limiter._clearGlobalState(index);
    const free = (options: object, info: object) => limiter._free(index, job, options, info);
    void job.doExecute(null, clear, () => {}, free);
    job.args[0].node = undefined;
  };

  return {
    get length() {
      return limiter.queued();
    },
    get head() {
      return head()?.args[0];
    },
    get busy() {
      return !store.conditionsCheck(1);
    },
    add(entry, priority) {
      count += 1;
      entry.arrival = count;
      return limiter.schedule({ priority, id: `job-${count}` }, hold, entry);
    },
    remove(entry, reason) {
      const { node } = entry;
      const list = node && queues._lists[node.value.options.priority];
      if (!list) return;
      entry.node = undefined;
      const wasHead = head() === node.value;
      if (oldest() === node.value) passes = 0;
      if (node.prev) node.prev.next = node.next;
      else list._first = node.next;
      if (node.next) node.next.prev = node.prev;
      else list._last = node.prev;
      list.length -= 1;
      list.decr();
      node.value.doDrop();
      node.value._reject(reason);
      if (wasHead) drain();
    },
    drain,
  };
}
