import { toJSONSchema } from 'zod/v4/core';
import { CHAT_COMPLETION_REQUEST, REFUSED } from '../../src/gateway/openai/request-schema.ts';
import { between, table } from './between.ts';

/** docs/gateway.md with what becomes of every field of a chat completion. */
export const withDialect = (markdown: string): string =>
  between(markdown, 'chat completion fields', table(['Field', 'What becomes of it'], [...taken(), ...refused()]));

const taken = (): readonly (readonly string[])[] =>
  Object.entries(toJSONSchema(CHAT_COMPLETION_REQUEST, { io: 'input' }).properties ?? {}).map(([name, schema]) => [
    `\`${name}\``,
    (typeof schema === 'object' && schema.description) || '',
  ]);

const refused = (): readonly (readonly string[])[] =>
  Object.entries(REFUSED).map(([name, instead]) => [`\`${name}\``, `Refused: ${instead}.`]);
