import { isSecureLLMError, SecureLLMError, TimeoutError } from '../errors.ts';
import type { LazyScreening } from '../layers/screen.ts';
import { Countdown } from '../lib/countdown.ts';
import { type Answer, addUsage, Fold, NO_USAGE } from '../lib/fold.ts';
import { randomId } from '../lib/id.ts';
import { type LinkedSignal, linkSignal } from '../lib/linked-signal.ts';
import { resumed } from '../lib/opened.ts';
import { report } from '../lib/report.ts';
import type { Seated } from '../lib/roster.ts';
import { WorkTime } from '../lib/work-time.ts';
import type { Attempt, Call, ChatRequest, Fallback, Handler } from '../types/call.ts';
import type { Emit, EventOrigin } from '../types/client-event.ts';
import type { Clock } from '../types/clock.ts';
import type { ChatEvent } from '../types/event.ts';
import type { Finding } from '../types/guard.ts';
import type { Ending } from './stats.ts';

/** What an operation needs from the client. */
export interface OperationContext {
  readonly clock: Clock;
  readonly totalMs: number;
  readonly readerMs: number;
  readonly signal: AbortSignal | undefined;
  readonly scope: string | undefined;
  readonly principal: string | undefined;
  readonly requestId: string | undefined;
  readonly priority: number;
  readonly screening: LazyScreening;
  /** What its passes go through. */
  readonly handler: (operation: Operation) => Promise<Handler>;
  readonly emitter: (origin: EventOrigin) => Emit;
  readonly forget: (call: Call) => Promise<void>;
  readonly onBegin: (operation: Operation) => void;
  readonly onEnd: (operation: Operation) => void;
}

/** What an operation adds to the answer of its last pass. */
export interface Outcome extends Answer {
  /** Every finding of every pass, in order. */
  readonly findings: readonly Finding[];
  /** Every attempt of every pass, in order. */
  readonly attempts: readonly Attempt[];
  /** Every provider that was given up for the next one, in order. */
  readonly fallbacks: readonly Fallback[];
}

/** What a reader sees of one of several passes. */
export interface PassView {
  /** Events that go before those of the pass. */
  readonly before: readonly ChatEvent[];
  /** An event of the pass as the reader gets it; undefined: not at all. */
  readonly show: (event: ChatEvent) => ChatEvent | undefined;
}

/** What every result of an operation tells beside its value. */
export type OperationFacts = Pick<
  Outcome,
  'usage' | 'findings' | 'attempts' | 'fallbacks' | 'provider' | 'model' | 'requestId' | 'cached'
>;

/**
 * One call of the user: one or more passes that share an id, a signal and one total time. Nothing is held before `begin`;
 * `end` frees everything and may be called again.
 */
export class Operation implements Seated {
  readonly id = randomId('op');
  seat = -1;
  readonly since: number;
  readonly work: WorkTime;
  readonly screening: LazyScreening;
  readonly #context: OperationContext;
  readonly #total: Countdown;
  readonly #calls: Call[] = [];
  #carried: readonly Finding[] = [];
  #usage = NO_USAGE;
  #shown = ''; // by the streamed passes that have ended
  #last = new Fold().answer;
  #isCached = true;
  #running = 0;
  #link: LinkedSignal | undefined;
  #aborted: { readonly reason: unknown } | undefined;
  #ending: Ending | undefined;
  #nextId: string | undefined;

  constructor(context: OperationContext) {
    this.#context = context;
    this.screening = context.screening;
    this.since = context.clock.now();
    this.#total = new Countdown(context.clock, context.totalMs, () =>
      this.abort(new TimeoutError('total', context.totalMs)),
    );
    this.work = new WorkTime(this.#total);
  }

  /** How it went, as far as is known: a reader who leaves early tells nobody. */
  get ending(): Ending {
    return this.#ending ?? (isSecureLLMError(this.#link?.signal.reason) ? 'failed' : 'cancelled');
  }

  begin(): AbortSignal {
    if (!this.#link) {
      this.#link = linkSignal(this.#context.signal);
      if (this.#aborted) this.#link.abort(this.#aborted.reason);
      this.#context.onBegin(this);
    }
    return this.#link.signal;
  }

  /** Runs what a method does, bounded by the signal and the total time, also where it waits outside of a pass. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await this.step(work);
      this.#ending = 'ok';
      return result;
    } finally {
      this.end();
    }
  }

  /** The same for a part of the work, such as tools between passes: nothing is ended behind it. */
  async step<T>(work: () => Promise<T>): Promise<T> {
    let stop = () => {};
    let signal: AbortSignal | undefined;
    this.work.enter();
    try {
      signal = this.begin();
      signal.throwIfAborted();
      const aborted = new Promise<never>((_, reject) => {
        stop = () => reject(signal?.reason);
      });
      signal.addEventListener('abort', stop, { once: true });
      return await Promise.race([work(), aborted]);
    } catch (error) {
      throw this.#explain(error, signal, '');
    } finally {
      signal?.removeEventListener('abort', stop);
      this.work.leave();
    }
  }

  abort(reason: unknown): void {
    this.#aborted ??= { reason };
    this.#link?.abort(reason);
  }

  end(): void {
    if (this.#running > 0) this.abort(new DOMException('The call has ended', 'AbortError')); // parts of a failed whole
    this.#total.clear();
    this.#link?.unlink();
    this.#context.onEnd(this);
  }

  /** Tells the listeners, as of the last pass. */
  readonly emit: Emit = (name, event) => this.#calls.at(-1)?.emit?.(name, event);

  /** Findings about the argument as a whole, made before the first pass; they go on its record. */
  carry(findings: readonly Finding[]): void {
    this.#carried = findings;
    this.#nextId = randomId('call');
    const emit = this.#emitter(this.#nextId);
    for (const finding of findings) emit('finding', finding);
  }

  /** Findings about what was made of the answers, after the last pass. */
  note(findings: readonly Finding[]): void {
    const last = this.#calls.at(-1);
    if (last) for (const finding of findings) report(last, finding);
  }

  /** The events of one pass, for one reader; at the end its answer. */
  async *pass(request: ChatRequest, wire: Call['wire'], view?: PassView): AsyncGenerator<ChatEvent, Answer> {
    const { handler, clock, readerMs, scope, principal, requestId, priority } = this.#context;
    const signal = this.begin();
    signal.throwIfAborted();
    const [run] = await this.step(() => Promise.all([handler(this), this.screening.ready()]));
    signal.throwIfAborted();
    const id = this.#nextId ?? randomId('call');
    this.#nextId = undefined;
    const call: Call = {
      id,
      operationId: this.id,
      request,
      signal,
      wire,
      ...(scope !== undefined && { scope }),
      ...(principal !== undefined && { principal }),
      ...(requestId !== undefined && { requestId }),
      priority,
      trace: { attempts: [], waits: [], fallbacks: [], findings: [...this.#carried] },
      emit: this.#emitter(id),
    };
    this.#carried = [];
    this.#calls.push(call);
    const own = run(call)[Symbol.asyncIterator]();
    const events = view ? resumed(view.before, own) : own;
    const absent = new Countdown(clock, readerMs, () => this.abort(new TimeoutError('reader', readerMs)));
    const close = () => void events.return?.().then(undefined, () => {}); // not waited for: the signal has been aborted
    let away = false;
    const free = () => {
      absent.clear();
      if (!away) return; // a read in progress sees the signal itself
      close(); // a generator at `yield` never runs its `finally` by itself
      this.end();
    };
    signal.addEventListener('abort', free, { once: true });
    const fold = new Fold();
    let ended = false;
    this.#ending = undefined; // an earlier pass went well
    this.#running++;
    try {
      while (true) {
        const step = await events.next();
        if (signal.aborted) {
          close(); // the abort came while this event was on its way up
          throw signal.reason;
        }
        if (step.done) break;
        fold.add(step.value);
        if (wire === 'whole') continue; // nobody reads but `ask`
        const shown = view ? view.show(step.value) : step.value;
        if (!shown) continue;
        away = true;
        absent.restart();
        yield shown;
        away = false;
        absent.reset();
      }
      ended = true;
      this.#ending = 'ok';
      this.#last = fold.answer;
      if (wire === 'stream') this.#shown += fold.shown;
      this.#usage = addUsage(this.#usage, this.#last.usage);
      this.#isCached &&= this.#last.cached;
      return this.#last;
    } catch (error) {
      ended = true;
      throw this.#explain(error, signal, fold.shown);
    } finally {
      this.#running--;
      signal.removeEventListener('abort', free);
      absent.clear();
      if (!ended) {
        this.abort(new DOMException('The reader left the stream before its end', 'AbortError'));
        await events.return?.();
      }
    }
  }

  /** Runs a pass to its end. */
  async ask(request: ChatRequest): Promise<Answer> {
    const events = this.pass(request, 'whole');
    for (;;) {
      const step = await events.next();
      if (step.done) return step.value;
    }
  }

  /** Whether nothing was sent for any pass so far. */
  get isCached(): boolean {
    return this.#isCached && this.#calls.length > 0;
  }

  /** Lets no cache keep the answer of the last pass: it was of no use. */
  async forget(): Promise<void> {
    const last = this.#calls.at(-1);
    if (last) await this.#context.forget(last);
  }

  /** An answer with what all passes add up to. */
  outcome(answer: Answer): Outcome {
    const findings = this.#calls.flatMap(({ trace }) => trace.findings);
    const fallbacks = this.#calls.flatMap(({ trace }) => trace.fallbacks);
    return { ...answer, usage: this.#usage, findings, attempts: this.#attempts, fallbacks, cached: this.isCached };
  }

  /** What all passes add up to; who answered is told of the last one. */
  get facts(): OperationFacts {
    const { usage, findings, attempts, fallbacks, provider, model, requestId, cached } = this.outcome(this.#last);
    return { usage, findings, attempts, fallbacks, provider, model, requestId, cached };
  }

  #emitter(callId: string): Emit {
    const { emitter, scope } = this.#context;
    return emitter({ operationId: this.id, callId, ...(scope !== undefined && { scope }) });
  }

  get #attempts(): readonly Attempt[] {
    return this.#calls.flatMap(({ trace }) => trace.attempts);
  }

  /** The caller's own abort comes back as it was given; our errors learn what only the end knows. */
  #explain(error: unknown, signal: AbortSignal | undefined, shown: string): unknown {
    const cause = signal?.aborted ? signal.reason : error;
    this.#ending = signal?.aborted && !isSecureLLMError(cause) ? 'cancelled' : 'failed';
    if (!isSecureLLMError(cause)) return cause;
    return SecureLLMError.complete(cause, this.id, this.#attempts, this.#shown + shown);
  }
}
