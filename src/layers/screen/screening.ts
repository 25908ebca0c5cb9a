import { OutputBlockedError } from '../../errors.ts';
import { invalid } from '../../lib/check.ts';
import { MAX_DEPTH } from '../../lib/leaves.ts';
import { type KeptPlaceholder, PlaceholderTable } from '../../lib/placeholders.ts';
import { report } from '../../lib/report.ts';
import { isLast, type Safeguard } from '../../lib/screening/safeguard.ts';
import { snapshot } from '../../lib/snapshot.ts';
import { hasUntrusted } from '../../lib/trust.ts';
import { Turn } from '../../lib/turn.ts';
import type { Call, ChatRequest, RequestMessage } from '../../types/call.ts';
import type { ChatEvent } from '../../types/event.ts';
import type { Finding } from '../../types/guard.ts';
import type { Part } from '../../types/message.ts';
import type { FenceWatch } from '../fence.ts';
import { screenAnswer } from './answer.ts';
import { Findings } from './findings.ts';
import { withOrigin } from './origin.ts';
import { type Inspection, inspect, type RequestPolicy } from './request.ts';
import { screenValue } from './value.ts';

/** What a client looks for, on the way out and on the way back. */
export interface ScreenPolicy extends Omit<RequestPolicy, 'safeguards' | 'known' | 'own'> {
  /** The guards of a request, which put values into this table. */
  readonly input: (placeholders: PlaceholderTable) => readonly Safeguard[];
  /** The guards of the answer to a request. */
  readonly output: (request: ChatRequest) => readonly Safeguard[];
  /** What looks for our own marks; undefined: nobody does. */
  readonly marks: FenceWatch | undefined;
}

/**
 * Where values come back: in the text of an answer; in the JSON value that the text is; or nowhere, between the passes of a
 * summary, which are JSON and all work on placeholders.
 */
export type Restores = 'text' | 'value' | 'never';

interface Restored<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
  readonly refusal?: OutputBlockedError;
}

/** What the operations of one conversation hand on to each other. */
export interface ScreenMemory {
  readonly placeholders: readonly KeptPlaceholder[];
  /** Whether text of strangers was read so far; it stays so, also where that text is dropped. */
  readonly untrusted: boolean;
}

/** The screen of one operation: what its passes share. */
export class Screening {
  restores: Restores = 'text';
  readonly #policy: ScreenPolicy;
  readonly #placeholders: PlaceholderTable;
  readonly #input: readonly Safeguard[];
  readonly #known = new Set<object>();
  readonly #own = new Set<object>();
  #untrusted: boolean;
  /** With tools: what was asked and said, before values came back in it. */
  readonly #exchanges: { readonly request: ChatRequest; readonly turn: Turn }[] = [];

  constructor(policy: ScreenPolicy, memory?: ScreenMemory) {
    this.#policy = policy;
    this.#placeholders = new PlaceholderTable(memory?.placeholders);
    this.#untrusted = memory?.untrusted ?? false;
    this.#input = policy.input(this.#placeholders);
  }

  /** What the next operation of the same conversation is to know. */
  get memory(): ScreenMemory {
    return { placeholders: this.#placeholders.kept, untrusted: this.untrusted };
  }

  /** Whether values may leave as placeholders. */
  get replaces(): boolean {
    return this.#policy.replaces;
  }

  /** Whether any request so far held text of strangers, or a model read some by itself: it then names sources. */
  get untrusted(): boolean {
    return this.#untrusted;
  }

  /** What the model said last, where it has tools, before values came back in it. */
  get lastTurn(): readonly Part[] {
    return this.#exchanges.at(-1)?.turn.parts ?? [];
  }

  /** What the fence has to tell the model, and to look for in its answer. */
  get marks(): FenceWatch | undefined {
    return this.#policy.marks;
  }

  /** Reads a request, as the pass it is for needs it. Between passes the placeholders in a text are ours. */
  inspect(request: ChatRequest, limits: { readonly maxChars?: number } = {}): Promise<Inspection> {
    const between = this.restores === 'never';
    this.#untrusted ||= hasUntrusted(request);
    return inspect(request, {
      ...this.#policy,
      ...limits,
      ...(between && { expect: undefined }),
      known: this.#known,
      own: this.#own,
      safeguards: between ? this.#input.filter(({ silent }) => !silent) : this.#input,
    });
  }

  /** Reads the answer to a request that was inspected. */
  answer(events: AsyncIterable<ChatEvent>, call: Call): AsyncIterable<ChatEvent> {
    const { request } = call;
    const { output, onGuardError } = this.#policy;
    const turn = request.tools && new Turn();
    if (turn) this.#exchanges.push({ request, turn });
    return screenAnswer(turn ? turn.of(events) : events, {
      safeguards: withOrigin(output(request), request, this.#placeholders),
      onGuardError,
      text: this.restores === 'text' ? 'plain' : 'json',
      placeholders: this.restores === 'never' ? undefined : this.#placeholders,
      toolValues: this.#placeholders,
      tools: request.tools,
      report: (finding) => report(call, finding),
      cites: () => {
        this.#untrusted = true;
      },
    });
  }

  /**
   * The request of the next pass: the last one, what the model said to it, and what its tools answered, all with the same
   * placeholders. A choice of tools was for the first pass: kept, it would force another call. Call it before the tools
   * are run: they could change what they are given.
   */
  followUp(step: number): (results: readonly Part[]) => ChatRequest {
    const last = this.#exchanges.at(-1);
    if (!last) throw new Error('There is no turn of a model with tools to follow up');
    const { toolChoice, ...request } = last.request;
    const said = message('assistant', this.lastTurn.map(frozenCall), `steps[${step}]`);
    this.#own.add(said);
    return (results) => {
      const answered = message('tool', results, `steps[${step}].toolResults`);
      return Object.freeze({
        ...request,
        ...(toolChoice === 'none' && { toolChoice }),
        messages: Object.freeze([...request.messages, said, answered]),
      });
    };
  }

  /**
   * What was made of answers that kept their placeholders, with the values back. Links are read once more, as a value could
   * make one. `refusal` is to be thrown: something was found that is blocked.
   */
  async restored<T>(value: T): Promise<Restored<T>> {
    const { output, onGuardError } = this.#policy;
    const findings = new Findings();
    const safeguards = output({ messages: [] }).filter(isLast);
    const policy = { safeguards, onGuardError, placeholders: this.#placeholders };
    const restored = await screenValue(value, 'object', policy, findings);
    const refusal = findings.blocked.length > 0 && { refusal: new OutputBlockedError(findings.blocked) };
    return { value: restored as T, findings: findings.all, ...refusal };
  }
}

const message = (role: RequestMessage['role'], content: readonly Part[], path: string): RequestMessage =>
  Object.freeze({ role, content: Object.freeze(content.map((part) => Object.freeze(part))), path });

const frozenCall = (part: Part): Part =>
  part.type === 'tool-call' ? { ...part, input: snapshot(part.input, 'input', invalid, MAX_DEPTH) } : part;
