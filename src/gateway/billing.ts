import { InvalidInputError, isSecureLLMError } from '../errors.ts';
import { addUsage, NO_USAGE } from '../lib/fold.ts';
import { readMessages } from '../lib/messages.ts';
import { relay } from '../lib/relay.ts';
import { estimateTextTokens, TokenMeter } from '../lib/token-estimate.ts';
import { answerTokens, inputTokens } from '../lib/tokens.ts';
import type { ChatEvent, Usage } from '../types/event.ts';
import type { Input } from '../types/message.ts';
import { badField } from './refusal.ts';
import type { Bill, Estimate, ServedModel } from './route.ts';

const LIMITS = { maxMessages: 1_000, maxDepth: 64 };

/** What is sent beside the messages, as far as it costs tokens. */
export interface Extras {
  readonly instructions?: string | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly tools?: readonly object[] | undefined;
  readonly schema?: object | undefined;
}

/**
 * What a call may come to. Throws Refusal or InvalidInputError for an input that no client takes.
 *
 * @param field where the input stands in the body
 */
export function estimateOf(
  input: Input,
  { instructions = '', maxOutputTokens, tools = [], schema }: Extras,
  { name: model }: ServedModel,
  field: string,
): Estimate {
  const words = [instructions, ...[...tools, schema].map((each) => JSON.stringify(each) ?? '')];
  return {
    inputTokens:
      inputTokens({ messages: readInput(input, field) }, estimateTextTokens) + sumOf(words.map(estimateTextTokens)),
    maxOutputTokens: answerTokens({ messages: [], ...(maxOutputTokens && { maxOutputTokens }) }),
    model,
  };
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** The client calls its argument `input`. */
function readInput(input: Input, field: string) {
  try {
    return readMessages(input, LIMITS);
  } catch (error) {
    if (!(error instanceof InvalidInputError) || error.field !== 'input') throw error;
    throw badField(field, 'must hold some text that is not white space');
  }
}

/** Makes a call and settles its bill. */
export async function billed<Result extends { readonly usage: Usage }>(
  bill: Bill,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await call();
    bill.settle(result.usage);
    return result;
  } catch (error) {
    bill.settle(spentBy(error));
    throw error;
  }
}

/**
 * The events of a call, which `open` begins; its bill is settled when they end. A reader who leaves pays for what was
 * reserved, or for what came where that is more.
 */
export function billedEvents(
  open: () => AsyncIterable<ChatEvent>,
  bill: Bill,
  estimate: Estimate,
): AsyncIterableIterator<ChatEvent> {
  const meter = new TokenMeter();
  let usage: Usage | undefined;
  const passed = (event: ChatEvent) => {
    meter.add(textOf(event));
    if (event.type === 'end') usage = event.usage;
  };
  return relay(open, passed, (ending) => {
    if (ending.how === 'failed') usage ??= spentBy(ending.error);
    bill.settle(usage ?? atLeast(estimate, meter.tokens));
  });
}

/** What failed attempts came to; undefined: nobody knows, as with an abort. */
const spentBy = (error: unknown): Usage | undefined =>
  isSecureLLMError(error)
    ? error.attempts.map(({ usage, estimatedUsage }) => estimatedUsage ?? usage ?? NO_USAGE).reduce(addUsage, NO_USAGE)
    : undefined;

function atLeast({ inputTokens, maxOutputTokens }: Estimate, shown: number): Usage {
  const outputTokens = Math.max(maxOutputTokens, shown);
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
}

function textOf(event: ChatEvent): string {
  if (event.type === 'text-delta' || event.type === 'reasoning-delta') return event.text;
  return event.type === 'tool-call-delta' ? event.inputText : '';
}
