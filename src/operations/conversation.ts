import { type Answer, addUsage, type ToolCall } from '../lib/fold.ts';
import { brought, late } from '../lib/late.ts';
import { partsOf } from '../lib/turn-parts.ts';
import type { ToolResult } from '../tools/run-tool.ts';
import type { Call, ChatRequest } from '../types/call.ts';
import type { ChatEvent, FinishReason, Usage } from '../types/event.ts';
import type { Message, ToolResultPart } from '../types/message.ts';
import type { CallContext } from './context.ts';
import type { Outcome, PassView } from './operation.ts';

/** One pass of a conversation: what the model said, and what became of the tools that it asked for. */
export interface ChatStep {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  /** In the order of `toolCalls`; empty where none was run. */
  readonly toolResults: readonly ToolResult[];
  readonly finishReason: FinishReason;
  readonly usage: Usage;
}

/** What `chat` answers, and `final()` of a stream: the answer of the last pass, and what all of them add up to. */
export interface ChatResult extends Outcome {
  /** Calls that nobody has answered: of tools without `execute`, or at `maxSteps`. */
  readonly toolCalls: readonly ToolCall[];
  /** Every pass in order. It holds text as it was shown, and results of tools as they came: no log is a place for it. */
  readonly steps: readonly ChatStep[];
  /** What to append to the messages of the call to go on: turns of the model, and of the tools that were run. */
  readonly messages: readonly Message[];
}

/** Comes with the first tool that is run. */
const toolRunner = late(() => brought('that runs tools', import('../tools/run-tools.ts')));

/** What the model and the tools of a call say to each other: one pass, or more where tools are run here. */
export class Conversation {
  readonly #call: CallContext;
  readonly #request: ChatRequest;
  readonly #steps: ChatStep[] = [];
  readonly #messages: Message[] = [];

  constructor(call: CallContext, input: unknown) {
    this.#call = call;
    this.#request = call.request(input);
  }

  /** The events for one reader; at the end the answer of the last pass. */
  events(wire: Call['wire']): AsyncGenerator<ChatEvent, Answer> {
    const { operation, call } = this.#call;
    return call.runnable.size > 0 ? this.#passes(wire) : operation.pass(this.#request, wire);
  }

  /** Reads to the end. */
  async whole(): Promise<ChatResult> {
    const events = this.events('whole');
    for (;;) {
      const step = await events.next();
      if (step.done) return this.result(step.value);
    }
  }

  /** An answer with what led to it. Once, at the end. */
  result(answer: Answer): ChatResult {
    this.#keep(answer, []);
    return { ...this.#call.operation.outcome(answer), steps: this.#steps, messages: this.#messages };
  }

  async *#passes(wire: Call['wire']): AsyncGenerator<ChatEvent, Answer> {
    const { operation } = this.#call;
    let request = this.#request;
    for (;;) {
      const answer = yield* operation.pass(request, wire, this.#view());
      if (!this.#goesOn(answer)) return answer;
      request = await operation.step(async () => {
        const followUp = operation.screening.loaded.followUp(this.#steps.length);
        const results = await this.#run(answer.toolCalls);
        this.#keep(answer, results);
        return followUp(results.map(resultPart));
      });
    }
  }

  /** Runs the tools that a turn asks for, and tells the listeners of each. */
  async #run(calls: readonly ToolCall[]): Promise<readonly ToolResult[]> {
    const { operation, call, settings, toolLimits } = this.#call;
    const { runTools } = await toolRunner();
    const surroundings = {
      clock: settings.clock,
      signal: operation.begin(),
      scope: call.scope,
      untrusted: operation.screening.loaded.untrusted,
      limits: toolLimits,
    };
    return runTools(calls, call.runnable, surroundings, ({ name, outcome, durationMs }) =>
      operation.emit('tool', { ...(outcome !== 'unknown-tool' && { name }), outcome, durationMs }),
    );
  }

  /** Whether all that a turn asks for is answered here, and another pass may follow. */
  #goesOn({ finishReason, toolCalls }: Pick<Answer, 'finishReason' | 'toolCalls'>): boolean {
    const { call, toolLimits } = this.#call;
    if (finishReason !== 'tool-calls' || toolCalls.length === 0) return false;
    const isTheirs = ({ name }: ToolCall) =>
      !call.runnable.has(name) && call.request.tools?.some((tool) => tool.name === name);
    return this.#steps.length + 1 < toolLimits.maxSteps && !toolCalls.some(isTheirs);
  }

  /** A reader sees one answer: the first start, the results of tools before the pass that reads them, the last end. */
  #view(): PassView {
    const toolCalls: ToolCall[] = [];
    const before = this.#steps.at(-1)?.toolResults.map(resultEvent) ?? [];
    const show = (event: ChatEvent): ChatEvent | undefined => {
      if (event.type === 'tool-call') toolCalls.push(event);
      if (event.type === 'start') return this.#steps.length === 0 ? startOf(event) : undefined;
      if (event.type !== 'end') return event;
      if (this.#goesOn({ ...event, toolCalls })) return undefined;
      return { ...event, usage: this.#steps.reduce((sum, { usage }) => addUsage(sum, usage), event.usage) };
    };
    return { before, show };
  }

  #keep(answer: Answer, toolResults: readonly ToolResult[]): void {
    const { text, toolCalls, finishReason, usage } = answer;
    this.#steps.push({ text, toolCalls, toolResults, finishReason, usage });
    const content = partsOf(answer, this.#call.operation.screening.loaded.lastTurn);
    if (content.length > 0) this.#messages.push({ role: 'assistant', content });
    if (toolResults.length > 0) this.#messages.push({ role: 'tool', content: toolResults.map(resultPart) });
  }
}

/** What a tool said is a stranger's; our notices are not. */
const resultPart = ({ id, name, outcome, output }: ToolResult): ToolResultPart => ({
  type: 'tool-result',
  id,
  name,
  output,
  trust: outcome === 'ok' ? 'untrusted' : 'trusted',
});

/** Whether all of it was cached is not known yet. */
const startOf = ({ type, provider, model }: Extract<ChatEvent, { type: 'start' }>): ChatEvent => ({
  type,
  provider,
  model,
});

const resultEvent = ({ id, name, outcome }: ToolResult): ChatEvent => ({ type: 'tool-result', id, name, outcome });
