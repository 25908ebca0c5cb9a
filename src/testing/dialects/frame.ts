import type { JsonRecord } from '../../lib/json.ts';

/** One server-sent event. */
export const frame = (data: unknown): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** One server-sent event that is named after the `type` of its data. */
export const namedFrame = (data: JsonRecord & { readonly type: string }): string =>
  `event: ${data.type}\n${frame(data)}`;

/** Cuts a text the way a model does: a word with the space after it. */
export const words = (text: string): string[] => text.match(/\S+\s*|\s+/gu) ?? [];

export const halves = (json: string): string[] =>
  [json.slice(0, json.length >> 1), json.slice(json.length >> 1)].filter((part) => part !== '');
