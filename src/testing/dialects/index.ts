import { isRecord } from '../../lib/json.ts';
import { anthropic } from './anthropic.ts';
import type { Asked, Dialect } from './dialect.ts';
import { google } from './google.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';

const ALL: readonly Dialect[] = [openaiChat, openaiResponses, anthropic, google];

/** Reads a request in the dialect of its URL; any other URL is taken for one of Chat Completions. */
export function readRequest(url: URL, body: unknown): Asked {
  const dialect = ALL.find((each) => each.path.test(url.pathname)) ?? openaiChat;
  return { dialect, ...dialect.read(url, isRecord(body) ? body : undefined) };
}
