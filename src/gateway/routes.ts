import { chat } from './api/chat.ts';
import { object } from './api/object.ts';
import { sentiment } from './api/sentiment.ts';
import { summarize } from './api/summarize.ts';
import { chatCompletions } from './openai/chat.ts';
import { listModels } from './openai/models.ts';
import { openApi } from './openapi/page.ts';
import type { PublicPage, Route } from './route.ts';
import { mintToken } from './tokens/mint.ts';

/** Every endpoint. */
export const ROUTES: readonly Route[] = [chatCompletions, listModels, chat, object, sentiment, summarize, mintToken];

/** Every page for anybody. */
export const PAGES: readonly PublicPage[] = [openApi(ROUTES)];
