import * as z from 'zod/mini';
import { jsonSchema, toolName as name } from '../fields.ts';

export const TOOL = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name,
    description: z.nullish(z.string()),
    parameters: z.nullish(jsonSchema).check(z.describe('JSON Schema of the arguments. @default no arguments')),
    strict: z.nullish(z.boolean()).check(z.describe('Ignored.')),
  }),
});

export const TOOL_CHOICE = z.union([
  z.enum(['none', 'auto', 'required']),
  z.strictObject({ type: z.literal('function'), function: z.strictObject({ name }) }),
]);

export const RESPONSE_FORMAT = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().check(z.describe('Ignored.')),
      description: z.nullish(z.string()).check(z.describe('Ignored.')),
      schema: z.nullish(jsonSchema).check(z.describe('JSON Schema of the answer. @default an object')),
      strict: z.nullish(z.boolean()).check(z.describe('Ignored.')),
    }),
  }),
]);
