import { type Mock, mock } from 'secure-llm/testing';

/** What the mocked APIs answer to a program that holds a phrase. */
const REPLIES: Readonly<Record<string, (api: Mock) => Mock>> = {
  'Two of the blue kettles': (api) => api.object({ article: 'blue kettle', pieces: 2 }),
  'What is a sea?': (api) => api.reply('A sea is a large body of salt water.'),
  'twelve for the picnic': (api) => api.object({ title: 'Picnic', day: 'Sunday', guests: 12 }),
  'I was charged twice': (api) => api.object({ team: 'billing', urgent: true }),
  'a server that is busy': (api) => api.status(429, { retryAfter: 90 }),
  'umbrella in Oslo': (api) => api.tool('weather', { city: 'Oslo' }).reply('Yes, it rains in Oslo.'),
};

/** Phrases that no program holds any more. */
export const unusedReplies = (programs: readonly string[]): readonly string[] =>
  Object.keys(REPLIES).filter((phrase) => !programs.some((code) => code.includes(phrase)));

/** The APIs for one program: whichever it asks, it gets the same answer. */
export function apisFor(code: string): readonly Mock[] {
  const [, answer = (api: Mock) => api.reply('Hello!')] =
    Object.entries(REPLIES).find(([phrase]) => code.includes(phrase)) ?? [];
  return [mock.openai(), mock.anthropic(), mock.google()].map((api) => answer(api));
}
