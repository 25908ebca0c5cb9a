import * as z from 'zod/mini';
import { isOrigin } from '../http/origin.ts';
import { SCOPES } from '../principal.ts';

const count = z.int().check(z.gte(1));
const MAX_WINDOW_MS = 31 * 86_400_000; // what is reserved in a window is kept until its end

/** What a token is asked for with. */
export const TokenRequestSchema = z.strictObject({
  /** The one web origin whose pages may use it. */
  origin: z
    .string()
    .check(z.maxLength(300), z.refine(isOrigin, 'must be a web origin such as `https://app.example.com`')),
  /** What it may do. @default what the minter may, but minting */
  scopes: z.optional(z.array(z.enum(SCOPES)).check(z.minLength(1), z.maxLength(SCOPES.length))),
  /** @default what the minter may ask for */
  models: z.optional(
    z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.minLength(1), z.maxLength(50)),
  ),
  ttlSeconds: z.optional(count),
  /** Who uses the page, as the minter knows them: what they ask for counts as theirs too. */
  principal: z.optional(z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[^/\p{Cc}]+$/u))),
  /** Of that user alone; the minter's hold as well. */
  limits: z.optional(
    z.strictObject({
      requestsPerMinute: z.optional(count),
      tokensPerMinute: z.optional(count),
      maxConcurrent: z.optional(count),
    }),
  ),
  budget: z.optional(
    z.strictObject({
      maxTokens: z.optional(count),
      maxCost: z.optional(z.number().check(z.gte(0))),
      windowMs: z.optional(count.check(z.lte(MAX_WINDOW_MS))),
    }),
  ),
});

/** A token, and when it ends. */
export const TokenSchema = z.strictObject({
  token: z.string(),
  /** Epoch seconds. */
  expiresAt: z.int(),
});

export type TokenRequest = z.output<typeof TokenRequestSchema>;
