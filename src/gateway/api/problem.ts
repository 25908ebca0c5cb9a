import * as z from 'zod/mini';
import { FindingSchema } from './results.ts';

/** Why there is no answer, as problem details (RFC 9457). */
export const ProblemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int().check(z.gte(400), z.lte(599)),
  code: z.string(),
  /** The id of the request. */
  instance: z.string(),
  field: z.optional(z.string()),
  findings: z.optional(z.array(FindingSchema)),
  retryAfterMs: z.optional(z.number()),
});
