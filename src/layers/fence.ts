import { type FenceMode, freshNonce, fence as render } from '../lib/fence.ts';
import type { ChatRequest, Layer } from '../types/call.ts';

/**
 * Tells a model in words which text is not to be obeyed: untrusted parts and tool results stand between lines with a nonce
 * that the text cannot know. It lowers the success of injected instructions; it does not prevent it. The nonce is drawn
 * once a pass, so that a retry sends the same text.
 */
export const fence = (mode: FenceMode): Layer => {
  let nonce: string | undefined;
  return function fence(call, next) {
    nonce ??= freshNonce(textsOf(call.request));
    return next({ ...call, request: render(call.request, { mode, nonce }) });
  };
};

const textsOf = ({ messages }: ChatRequest): readonly string[] =>
  messages.flatMap(({ content }) =>
    content.flatMap((part) => (part.type === 'text' ? [part.text] : part.type === 'tool-result' ? [part.output] : [])),
  );
