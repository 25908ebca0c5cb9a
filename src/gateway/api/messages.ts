import * as z from 'zod/mini';
import type { Message, PartInput } from '../../types/message.ts';

const MAX_CHARS = 1_000_000;
const content = z.string().check(z.maxLength(MAX_CHARS));
const callId = z.string().check(z.regex(/^[\x21-\x7e]{1,256}$/));

export const toolName = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

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
  given.map(({ role, content }) => ({ role, content: typeof content === 'string' ? content : content.map(toPart) }));

function toPart(part: z.output<typeof PartSchema>): PartInput {
  if (part.type !== 'file') return part;
  return { ...part, data: Uint8Array.from(atob(part.data), (byte) => byte.charCodeAt(0)) };
}
