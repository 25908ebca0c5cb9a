import * as z from 'zod/mini';

const text = z.strictObject({ type: z.literal('text'), text: z.string() });
const refusal = z.strictObject({ type: z.literal('refusal'), refusal: z.string() });

const image = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({
    url: z
      .string()
      .check(z.describe('A `data:` URL in base64, or an https URL, which is passed on and never fetched here.')),
    detail: z.nullish(z.enum(['auto', 'low', 'high', 'original']).check(z.describe('Ignored.'))),
  }),
});

const audio = z.strictObject({
  type: z.literal('input_audio'),
  input_audio: z.strictObject({ data: z.string(), format: z.enum(['wav', 'mp3']) }),
});

const file = z.strictObject({
  type: z.literal('file'),
  file: z.strictObject({
    file_data: z.string().check(z.describe('A `data:` URL in base64.')),
    filename: z.nullish(z.string()),
  }),
});

const texts = z.union([z.string(), z.array(text)]);
const name = z.nullish(z.string()).check(z.describe('Ignored.'));

const toolCall = z.strictObject({
  id: z.string(),
  type: z.literal('function'),
  function: z.strictObject({
    name: z.string(),
    arguments: z.string().check(z.describe('JSON. An empty string is no arguments.')),
  }),
});

/** One message. Every field that is not listed is refused by its name. */
export const MESSAGE = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['system', 'developer']), content: texts, name }),
  z.strictObject({
    role: z.literal('user'),
    content: z.union([z.string(), z.array(z.discriminatedUnion('type', [text, image, audio, file]))]),
    name,
  }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.nullish(z.union([z.string(), z.array(z.discriminatedUnion('type', [text, refusal]))])),
    refusal: z.nullish(z.string()),
    tool_calls: z.nullish(z.array(toolCall)),
    name,
    annotations: z.optional(z.unknown()).check(z.describe('Ignored.')),
    reasoning_content: z.optional(z.unknown()).check(z.describe('Ignored.')),
    audio: z.nullish(z.null()),
    function_call: z.nullish(z.null()),
  }),
  z.strictObject({ role: z.literal('tool'), content: texts, tool_call_id: z.string() }),
]);

export type DialectMessage = z.infer<typeof MESSAGE>;
export type DialectPart = z.infer<typeof text | typeof refusal | typeof image | typeof audio | typeof file>;
