import * as z from 'zod/mini';
import { FindingSchema } from '../api/results.ts';

/** Why there is no answer, in OpenAI's form. */
export const OpenAIErrorSchema = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    type: z.string(),
    param: z.nullable(z.string()),
    code: z.nullable(z.string()),
    findings: z.optional(z.array(FindingSchema)),
  }),
});
