import { OutputTruncatedError } from '../../errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { FinishReason } from '../../types/event.ts';
import type { AnswerEvents } from '../answer-events.ts';

/** A tool call with its arguments as text. */
export interface OpenCall {
  readonly id: string;
  readonly name: string;
  readonly inputText: string;
}

/**
 * Adds the tool calls of an answer that has ended, with their arguments parsed; one that a filter broke off is left out.
 * Throws OutputTruncatedError for arguments that the token limit cut, ResponseFormatError for others that are not JSON.
 */
export function closeCalls(calls: readonly OpenCall[], finishReason: FinishReason, events: AnswerEvents): void {
  const isCut = finishReason === 'length' || finishReason === 'content-filter';
  for (const [at, { id, name, inputText }] of calls.entries()) {
    const isMissing = isCut && at === calls.length - 1; // where nothing has come, rather than nothing is needed
    const input = inputText.trim() === '' ? (isMissing ? undefined : {}) : parseJson(inputText);
    if (input !== undefined) events.add({ type: 'tool-call', id, name, input });
    else if (finishReason === 'length') throw new OutputTruncatedError();
    else if (!isCut) throw events.malformed('The arguments of a tool call are not JSON');
  }
}
