import { type FenceMode, freshNonce, isFenceable, fence as render } from '../lib/fence.ts';
import type { Call, ChatRequest, Layer } from '../types/call.ts';
import type { ChatEvent } from '../types/event.ts';

/** What looks in an answer for what only the model was told. */
export interface FenceWatch {
  /** 128 random bits that stand behind the caller's system text, where there is any. */
  readonly canary: string;
  /** Reads an answer; `nonce` is that of the fence, where there was anything to fence. */
  answer(call: Call, events: AsyncIterable<ChatEvent>, nonce: string | undefined): AsyncIterable<ChatEvent>;
}

/**
 * Tells a model in words which text is not to be obeyed: untrusted parts and tool results stand between lines with a nonce
 * that the text cannot know, and a canary stands behind the system text. It lowers the success of injected instructions; it
 * does not prevent it. The nonce is drawn once a pass, so that a retry sends the same text. Where the model was told
 * anything, `watch` reads the answer.
 */
export const fence = (mode: FenceMode, watch?: FenceWatch | undefined): Layer => {
  let nonce: string | undefined;
  return function fence(call, next) {
    if (isFenceable(call.request)) nonce ??= freshNonce(textsOf(call.request));
    const request = render(call.request, { mode, nonce, canary: watch?.canary });
    if (request === call.request) return next(call);
    const events = next({ ...call, request });
    return watch ? watch.answer(call, events, nonce) : events;
  };
};

const textsOf = ({ messages }: ChatRequest): readonly string[] =>
  messages.flatMap(({ content }) =>
    content.flatMap((part) => (part.type === 'text' ? [part.text] : part.type === 'tool-result' ? [part.output] : [])),
  );
