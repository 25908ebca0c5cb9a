import * as z from 'zod/mini';
import { bytesOf } from '../../lib/base64.ts';
import type { Message, PartInput } from '../../types/message.ts';
import { toolName } from '../fields.ts';
import { badField } from '../refusal.ts';

const MAX_CHARS = 1_000_000;
const content = z.string().check(z.maxLength(MAX_CHARS));
const callId = z.string().check(z.regex(/^[\x21-\x7e]{1,256}$/));

/** A part as JSON. What nobody but the server may say, that a text is trusted, has no word here. */
export const PartSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: content,
    trust: z.optional(z.enum(['user', 'untrusted'])),
    source: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
  }),
  z.strictObject({
    type: z.literal('file'),
    data: z.base64().check(z.minLength(1)),
    mediaType: z.optional(z.string().check(z.maxLength(161))),
    name: z.optional(z.string().check(z.minLength(1), z.maxLength(255))),
    trust: z.optional(z.enum(['user', 'untrusted'])),
  }),
  z.strictObject({ type: z.literal('tool-call'), id: callId, name: toolName, input: z.unknown() }),
  z.strictObject({ type: z.literal('tool-result'), id: callId, name: toolName, output: content }),
]);

const ROLES = ['user', 'assistant', 'tool'] as const;

export const MessageSchema = z.strictObject({
  role: z.enum(ROLES, "must be 'user', 'assistant' or 'tool': system text goes into `instructions`"),
  content: z.union([content, z.array(PartSchema).check(z.minLength(1), z.maxLength(1_000))]),
});

export const messages = z.array(MessageSchema).check(z.minLength(1), z.maxLength(1_000));

/** Messages as the client takes them. */
export const toMessages = (given: z.output<typeof messages>): readonly Message[] =>
  given.map(({ role, content }, index) => ({
    role,
    content:
      typeof content === 'string'
        ? content
        : content.map((part, at) => toPart(part, `messages[${index}].content[${at}]`)),
  }));

function toPart(part: z.output<typeof PartSchema>, field: string): PartInput {
  if (part.type !== 'file') return part;
  const data = bytesOf(part.data);
  if (!data) throw badField(`${field}.data`, 'must be base64, with padding');
  return { ...part, data };
}
