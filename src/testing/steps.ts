import type { ChatEvent } from '../types/event.ts';
import { USAGE } from './dialects/dialect.ts';

/** A step that waits until the call is aborted. */
export interface Stall {
  readonly type: 'stall';
}

/** The model falls silent: nothing more comes until the call is aborted. */
export const stall: Stall = { type: 'stall' };

/** The model says so much. */
export const text = (text: string): ChatEvent => ({ type: 'text-delta', text });

/** The model asks for a tool. */
export const toolCall = (name: string, input: unknown, id = 'call_1'): ChatEvent => ({
  type: 'tool-call',
  id,
  name,
  input,
});

/** The model is done: `stop`, with 10 tokens in and 5 out unless told otherwise. */
export const end = (overrides: Partial<Omit<Extract<ChatEvent, { type: 'end' }>, 'type'>> = {}): ChatEvent => ({
  type: 'end',
  finishReason: 'stop',
  usage: USAGE,
  ...overrides,
});
