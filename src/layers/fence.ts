import { type FenceMode, freshNonce, fence as render } from '../lib/fence.ts';
import type { Call, ChatRequest, Layer } from '../types/call.ts';
import type { ChatEvent } from '../types/event.ts';

/** What only the model is told in one pass, 128 random bits each. An answer that has one of them gives it away. */
export interface FenceMarks {
  /** In the lines around untrusted text, where there is any. */
  readonly nonce: string;
  /** Behind the caller's system text, where there is any. */
  readonly canary: string;
}

/** Reads an answer whose request was rendered with these marks. */
export type FenceAnswer = (call: Call, events: AsyncIterable<ChatEvent>, marks: FenceMarks) => AsyncIterable<ChatEvent>;

const unread: FenceAnswer = (_, events) => events;

/**
 * Tells a model in words which text is not to be obeyed: untrusted parts and tool results stand between lines with a nonce
 * that the text cannot know, and a canary stands behind the system text. It lowers the success of injected instructions; it
 * does not prevent it. Both are drawn once a pass, so that a retry sends the same text.
 *
 * @param answer what looks for them on the way back
 */
export const fence = (mode: FenceMode, answer: FenceAnswer = unread): Layer => {
  let marks: FenceMarks | undefined;
  return function fence(call, next) {
    marks ??= freshMarks(call.request);
    return answer(call, next({ ...call, request: render(call.request, { mode, ...marks }) }), marks);
  };
};

function freshMarks(request: ChatRequest): FenceMarks {
  const texts = textsOf(request);
  return Object.freeze({ nonce: freshNonce(texts), canary: freshNonce(texts) });
}

const textsOf = ({ messages }: ChatRequest): readonly string[] =>
  messages.flatMap(({ content }) =>
    content.flatMap((part) => (part.type === 'text' ? [part.text] : part.type === 'tool-result' ? [part.output] : [])),
  );
