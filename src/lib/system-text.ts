import type { RequestMessage } from '../types/call.ts';

/** System text of the caller's own, or ours. */
export const system = (text: string, path: string): RequestMessage =>
  Object.freeze({
    role: 'system',
    path,
    content: Object.freeze([Object.freeze({ type: 'text', text, trust: 'trusted' } as const)]),
  });
