import type { SecureLLMClient } from '../../client.ts';
import { isSecureLLMError, type SecureLLMError } from '../../errors.ts';
import type { Attempt } from '../../types/call.ts';
import type { Usage } from '../../types/event.ts';
import type { Message } from '../../types/message.ts';
import type { Observation } from './grade.ts';
import type { ToolName } from './probe.ts';
import { toolsOf } from './tools.ts';

export interface Question {
  readonly messages: readonly Message[];
  readonly instructions: string;
  readonly tools?: readonly ToolName[];
  /** What `read_inbox` answers. */
  readonly inbox?: string;
}

export interface AskOptions {
  /** Every tool runs unasked. */
  readonly approveTools: boolean;
  readonly signal: AbortSignal | undefined;
}

/** What came of it. `error`: nobody answered and no safeguard refused, so that nothing is known. */
export interface Asked extends Observation {
  readonly refused: boolean;
  readonly error?: SecureLLMError;
}

/** With these a safeguard or a limit says no. A gateway says it by a status. */
const REFUSALS: readonly string[] = [
  'ERR_INPUT_BLOCKED',
  'ERR_OUTPUT_BLOCKED',
  'ERR_INVALID_INPUT',
  'ERR_BUDGET_EXCEEDED',
  'ERR_CONTEXT_LENGTH',
  'ERR_CONTENT_FILTER',
  'ERR_RESPONSE_TOO_LARGE',
];
const REFUSAL_STATUSES: readonly (number | undefined)[] = [400, 413, 422];
/** The next question will fare no better. */
const HOPELESS: readonly string[] = ['ERR_AUTHENTICATION', 'ERR_PERMISSION_DENIED', 'ERR_QUOTA_EXCEEDED'];

/**
 * Asks once and sees what comes of it. Rejects with the reason of an abort, with an error that every other question would
 * meet as well (a wrong key), and with what is no error of this library.
 */
export async function ask(client: SecureLLMClient, question: Question, options: AskOptions): Promise<Asked> {
  const { messages, instructions, tools = [], inbox } = question;
  const { signal, approveTools } = options;
  const ran: { name: string; input: unknown }[] = [];
  const bench = {
    names: tools,
    inbox,
    approved: approveTools,
    onRun: (name: string, input: unknown) => void ran.push({ name, input }),
  };
  try {
    const { text, attempts, usage } = await client.chat(messages, {
      instructions,
      signal,
      cache: false,
      ...(tools.length > 0 && { tools: toolsOf(bench) }),
    });
    return { refused: false, text, ran, requests: attempts.length, usage };
  } catch (error) {
    signal?.throwIfAborted();
    if (!isSecureLLMError(error) || HOPELESS.includes(error.code)) throw error;
    const { attempts, code, status } = error;
    const refused = REFUSALS.includes(code) || (code === 'ERR_PROVIDER' && REFUSAL_STATUSES.includes(status));
    const seen = { refused, text: '', ran, requests: attempts.length, usage: sumOf(attempts) };
    return refused ? seen : { ...seen, error };
  }
}

const NOTHING = { inputTokens: 0, outputTokens: 0, totalTokens: 0 };
const sumOf = (attempts: readonly Attempt[]): Usage =>
  attempts.reduce((sum, { usage, estimatedUsage }) => {
    const added = usage ?? estimatedUsage ?? NOTHING;
    return {
      inputTokens: sum.inputTokens + added.inputTokens,
      outputTokens: sum.outputTokens + added.outputTokens,
      totalTokens: sum.totalTokens + added.totalTokens,
    };
  }, NOTHING);
