import { OutputTruncatedError } from '../../errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { AnswerEvents } from '../answer-events.ts';

/** A tool call with its arguments as text. */
export interface OpenCall {
  readonly id: string;
  readonly name: string;
  readonly inputText: string;
}

/**
 * Adds the tool calls of an answer that has ended, with their arguments parsed. Throws OutputTruncatedError for arguments
 * that the token limit cut, ResponseFormatError for others that are not JSON.
 */
export function closeCalls(calls: readonly OpenCall[], isCut: boolean, events: AnswerEvents): void {
  for (const { id, name, inputText } of calls) {
    const input = inputText.trim() === '' ? {} : parseJson(inputText);
    if (input === undefined)
      throw isCut ? new OutputTruncatedError() : events.malformed('The arguments of a tool call are not JSON');
    events.add({ type: 'tool-call', id, name, input });
  }
}
