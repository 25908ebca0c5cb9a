import { HttpResponse, http } from 'msw';
import { mock, type OpenAIMock } from 'secure-llm/testing';
import { text } from '../../providers/google/replies.ts';

/** What the mocked API answers to a program that holds a phrase. */
const REPLIES: Readonly<Record<string, (api: OpenAIMock) => OpenAIMock>> = {
  'Two of the blue kettles': (api) => api.reply(JSON.stringify({ article: 'blue kettle', pieces: 2 })),
  'What is a sea?': (api) => api.reply('A sea is a large body of salt water.'),
  'twelve for the picnic': (api) => api.reply(JSON.stringify({ title: 'Picnic', day: 'Sunday', guests: 12 })),
  'I was charged twice': (api) => api.reply(JSON.stringify({ team: 'billing', urgent: true })),
  'a server that is busy': (api) => api.status(429, { headers: { 'retry-after': '90' } }),
  'umbrella in Oslo': (api) => api.toolCall('weather', { city: 'Oslo' }).reply('Yes, it rains in Oslo.'),
};

/** Phrases that no program holds any more. */
export const unusedReplies = (programs: readonly string[]): readonly string[] =>
  Object.keys(REPLIES).filter((phrase) => !programs.some((code) => code.includes(phrase)));

const anthropicApi = http.post('https://api.anthropic.com/v1/messages', () =>
  HttpResponse.json({
    type: 'message',
    model: 'claude-sonnet-5-5',
    content: [{ type: 'text', text: 'Hello!' }],
    stop_reason: 'end_turn',
  }),
);

/** The API for one program. */
export function apiFor(code: string): OpenAIMock | RequestHandler {
  if (code.includes("'secure-llm/anthropic'")) return anthropicApi;
  const [, answer] = Object.entries(REPLIES).find(([phrase]) => code.includes(phrase)) ?? [];
  return answer?.(mock.openai()) ?? mock.openai().reply('Hello!');
}

/** The APIs of other providers, which say the same to every program. */
export const otherAPIs = [
  http.post('https://generativelanguage.googleapis.com/v1beta/models/*', () =>
    HttpResponse.json(JSON.parse(text('Hello!', 'STOP'))),
  ),
];
