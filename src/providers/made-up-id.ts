import { randomId } from '../lib/id.ts';

/** The id of a tool call to which the server gave none. At most 40 characters, which is all that OpenAI takes back. */
export const madeUpId = (): string => randomId('call').replaceAll('-', '');

/** Whether an id has the form of those. */
export const isMadeUp = (id: string): boolean => /^call_[\da-f]{32}$/.test(id);
