import { type CallOptions, type CallSettings, readCallOptions } from './call-options.ts';
import { Conversation } from './conversations/conversation.ts';
import { type ConversationOptions, readConversation, readTenant, type TenantOptions } from './conversations/options.ts';
import { GuardError } from './errors.ts';
import { lazyScreen, type OpenScreening, type ScreenMemory } from './layers/screen.ts';
import { loadOf, shared, type Upstream, upstream } from './layers/upstream.ts';
import { atLeast, type Checks, misuse } from './lib/check.ts';
import { brought, late } from './lib/late.ts';
import { Activity } from './operations/activity.ts';
import {
  BATCH_OPTIONS,
  BATCH_PRIORITY,
  type BatchOptions,
  type BatchResult,
  batch,
  readInputs,
} from './operations/batch.ts';
import { ChatStream } from './operations/chat-stream.ts';
import { type CheckResult, check } from './operations/check.ts';
import { type CallContext, callContext } from './operations/context.ts';
import { type ChatResult, Conversation as Dialogue } from './operations/conversation.ts';
import type { EventName, Listener } from './operations/listeners.ts';
import { OBJECT_OPTIONS, type ObjectOptions, type ObjectResult, object, runTask } from './operations/object.ts';
import type { Operation } from './operations/operation.ts';
import type { SentimentResult } from './operations/sentiment.ts';
import type { ClientStats } from './operations/stats.ts';
import type { SummaryResult } from './operations/summarize.ts';
import {
  SENTIMENT_OPTIONS,
  type SentimentOptions,
  SUMMARIZE_OPTIONS,
  type SummarizeOptions,
} from './operations/task-options.ts';
import {
  goingOn,
  mergeOptions,
  openGate,
  readOptions,
  type SecureLLMClientOptions,
  type Settings,
  settingsOfCall,
} from './options.ts';
import type { Task } from './tasks/define-task.ts';
import type { Handler } from './types/call.ts';
import type { Target } from './types/client-event.ts';
import type { Input } from './types/message.ts';

/** The safeguards, in an order that is a security property. Where they cannot be loaded nothing is sent. */
const pipeline = late(() =>
  import('./pipeline.ts').catch((error) => {
    throw new GuardError('layers', error);
  }),
);

/**
 * A client for one provider, or several that stand in for each other, with every safeguard on. It is safe as it is, by
 * `new SecureLLMClient({ provider })`; each option changes one default. Throws TypeError for an option that is wrong or
 * unknown.
 *
 * Calls reject with a SecureLLMError, or with the caller's own abort reason. Nothing is sent before its input was checked,
 * and nothing is shown before the answer was: one that is refused is an InputBlockedError or an OutputBlockedError, whose
 * `findings` say what was found and where.
 */
export class SecureLLMClient {
  #settings: Settings;
  readonly #screening: OpenScreening;
  readonly #activity = new Activity();
  readonly #memory = new Map<string, string>(); // conversations without a store
  #upstreams: readonly Upstream[];

  constructor(options: SecureLLMClientOptions) {
    this.#settings = readOptions(options);
    this.#screening = lazyScreen(this.#settings);
    this.#upstreams = this.#settings.candidates.map((candidate) => upstream(openGate(candidate)));
  }

  /** Asks and waits for the whole answer. Tools with `execute` are run on the way. */
  chat(input: Input, options?: CallOptions): Promise<ChatResult> {
    return this.#run(options, {}, (call) => chat(call, input));
  }

  /** Asks and reads the answer as it comes. Nothing is sent before the first read; wrong input throws here and now. */
  stream(input: Input, options?: CallOptions): ChatStream {
    const call = this.#begin(options, {});
    return new ChatStream(call.operation, new Dialogue(call, input));
  }

  /**
   * Asks for one value that fits `schema`: zod or any Standard Schema. An answer that misses it is asked for once more.
   * Throws SchemaError when that misses too, OutputTruncatedError when the token limit cut it.
   */
  object<Output>(input: Input, options: ObjectOptions<Output> & CallOptions): Promise<ObjectResult<Output>> {
    return this.#run(options, OBJECT_OPTIONS, (call) => object<Output>(call, input));
  }

  /** Runs a task made with `defineTask`. Throws InvalidInputError when the input does not fit it, and as `object` does. */
  run<Given, Output>(task: Task<Given, Output>, input: Given, options?: CallOptions): Promise<ObjectResult<Output>> {
    return this.#run(options, {}, (call) => runTask(call, task, input));
  }

  /** Summarises a text of up to `maxInputChars`; one too long for a pass is summarised in parts. */
  summarize(text: string, options?: SummarizeOptions & CallOptions): Promise<SummaryResult> {
    return this.#run(options, SUMMARIZE_OPTIONS, async (call) => {
      const { summarize } = await brought('of this method', import('./operations/summarize.ts'));
      return summarize(call, text);
    });
  }

  /** Judges the sentiment of a text, and of aspects of it. */
  sentiment(text: string, options?: SentimentOptions & CallOptions): Promise<SentimentResult> {
    return this.#run(options, SENTIMENT_OPTIONS, async (call) => {
      const { sentiment } = await brought('of this method', import('./operations/sentiment.ts'));
      return sentiment(call, text);
    });
  }

  /**
   * Asks each of many inputs as `chat` does, a few at a time, and answers in their order. One that fails, or is no input,
   * fails alone. An abort of `signal` lets what runs and what is left fail with its reason. Calls of a batch have priority 7
   * unless told otherwise, so that single calls go first.
   */
  async batch(inputs: Iterable<Input>, options?: BatchOptions & CallOptions): Promise<BatchResult<ChatResult>[]> {
    this.#activity.active.assertOpen();
    const { candidates, clock, sanitize } = this.#settings;
    const call = readCallOptions(options, BATCH_OPTIONS, sanitize.maxDepth, BATCH_PRIORITY);
    const { concurrency = candidates[0].throttle.maxConcurrency, onProgress } = call.own;
    const ask = async (input: Input) => {
      const opened = this.#open(call);
      return opened.operation.run(() => chat(opened, input));
    };
    return batch(readInputs(inputs), ask, { concurrency, onProgress, signal: call.signal, clock });
  }

  /**
   * A conversation that is kept in a store, encrypted by a vault: each turn is asked with what was said before. Nothing is
   * read or written before its first method is called. Throws InvalidInputError for an id or option that is wrong, and for
   * a store without a vault.
   */
  conversation(id: string, options: ConversationOptions = {}): Conversation {
    const place = readConversation(id, options, this.#kept());
    return new Conversation(place, (call, memory) => this.#begin(call, {}, memory));
  }

  /**
   * Removes every conversation of a tenant, without opening any, and answers with how many items of the store that were.
   * Throws InvalidInputError for a store without `getKeys`; broken off by another error, it may be called again.
   */
  async purgeConversations(options: TenantOptions = {}): Promise<number> {
    const place = readTenant(options, this.#kept());
    return (await brought('of this method', import('./conversations/upkeep.ts'))).purge(place);
  }

  /** A dry run of the input safeguards: what they would do about an input, and what they find. Nothing is sent. */
  async check(input: Input, options?: Pick<CallOptions, 'instructions' | 'tools' | 'sanitize'>): Promise<CheckResult> {
    return check(this.#begin(options, {}), input);
  }

  /**
   * Calls `listener` whenever something of this name happens in a call of this client; the returned function ends that.
   * A listener runs in the middle of a call: what it throws is lost and harms nobody, what takes long holds the call up.
   * Throws TypeError for an event that there is not.
   */
  on<Name extends EventName>(event: Name, listener: Listener<Name>): () => void {
    return this.#activity.listeners.on(event, listener);
  }

  /** Who may answer: provider and model of each, in the order in which they are asked. */
  get targets(): readonly Target[] {
    return this.#settings.candidates.map(({ provider }) => ({ provider: provider.name, model: provider.model }));
  }

  /** What this client has done so far, and what it is doing. */
  stats(): ClientStats {
    return this.#activity.stats(loadOf(this.#upstreams));
  }

  /**
   * A client with some options changed. It shares throttles, breakers and the cache, unless they or `provider` are among
   * them, and what was spent of its budgets, unless a `ledger` is; listeners and counts are its own.
   */
  withOptions(changes: Partial<SecureLLMClientOptions>): SecureLLMClient {
    const { options, keeps } = mergeOptions(this.#settings.given, changes);
    const client = new SecureLLMClient(options);
    client.#upstreams = shared(client.#upstreams, this.#upstreams, keeps);
    client.#settings = goingOn(client.#settings, this.#settings, keeps);
    return client;
  }

  /** Refuses new calls, gives running ones `drainMs` milliseconds to end, then aborts them. @default 10_000 */
  close({ drainMs = 10_000 }: { readonly drainMs?: number | undefined } = {}): Promise<void> {
    return this.#activity.active.close(atLeast(0)(drainMs, 'drainMs', misuse), this.#settings.clock);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** What conversations get from their client. */
  #kept() {
    const { vault, clock, timeout } = this.#settings;
    return { memory: this.#memory, vault, clock, totalMs: timeout.totalMs };
  }

  async #run<Own extends object, Result>(
    options: unknown,
    own: Checks<Own>,
    work: (call: CallContext<Own>) => Promise<Result>,
  ): Promise<Result> {
    const call = this.#begin(options, own);
    return call.operation.run(() => work(call));
  }

  #begin<Own extends object>(options: unknown, own: Checks<Own>, memory?: () => ScreenMemory): CallContext<Own> {
    this.#activity.active.assertOpen();
    return this.#open(readCallOptions(options, own, this.#settings.sanitize.maxDepth), memory);
  }

  #open<Own extends object>(call: CallSettings<Own>, memory?: () => ScreenMemory): CallContext<Own> {
    this.#activity.active.assertOpen();
    const settings = settingsOfCall(this.#settings, call);
    const handler = async (operation: Operation): Promise<Handler> =>
      (await pipeline()).pipelineOf(settings, this.#upstreams, operation);
    return callContext({ settings, call, screening: this.#screening, memory, handler, activity: this.#activity });
  }
}

const chat = (call: CallContext, input: Input): Promise<ChatResult> => new Dialogue(call, input).whole();
