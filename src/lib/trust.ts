import type { ChatRequest } from '../types/call.ts';
import type { Trust } from '../types/message.ts';
import { type Check, oneOf } from './check.ts';

/** Who may have written a text. */
export const TRUSTS: readonly Trust[] = ['trusted', 'user', 'untrusted'];

export const isTrust = (name: string): name is Trust => (TRUSTS as readonly string[]).includes(name);

export const TRUST: Check<Trust> = oneOf<Trust>(...TRUSTS);

/** Whether a request holds text of strangers: a part, a tool result, or the description of a tool. */
export const hasUntrusted = ({ messages, tools = [] }: ChatRequest): boolean =>
  tools.some(({ trust }) => trust === 'untrusted') ||
  messages.some(({ role, content }) =>
    content.some((part) => {
      if (!('trust' in part || part.type === 'text' || part.type === 'tool-result')) return false;
      return (part.trust ?? (part.type === 'tool-result' || role === 'tool' ? 'untrusted' : 'user')) === 'untrusted';
    }),
  );
