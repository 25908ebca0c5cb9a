import { chatCompletions } from './openai/chat.ts';
import { listModels } from './openai/models.ts';
import type { Route } from './route.ts';

/** Every endpoint. */
export const ROUTES: readonly Route[] = [listModels, chatCompletions];
