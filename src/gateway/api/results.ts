import * as z from 'zod/mini';
import type { OperationFacts } from '../../operations/operation.ts';
import type { ServedModel } from '../route.ts';

const count = z.int().check(z.gte(0));

export const UsageSchema = z.strictObject({
  inputTokens: count,
  outputTokens: count,
  totalTokens: count,
  cachedInputTokens: z.optional(count),
  cacheWriteTokens: z.optional(count),
  reasoningTokens: z.optional(count),
});

/** Rules and places, never the text. */
export const FindingSchema = z.strictObject({
  guard: z.string(),
  rule: z.string(),
  entity: z.optional(z.string()),
  score: z.number().check(z.gte(0), z.lte(1)),
  start: count,
  end: count,
  stage: z.enum(['input', 'output']),
  action: z.enum(['block', 'redact', 'warn', 'allow']),
  path: z.string(),
  source: z.optional(z.string()),
  origin: z.optional(z.enum(['input', 'model'])),
});

export const CitationSchema = z.strictObject({
  url: z.optional(z.string()),
  title: z.optional(z.string()),
  quote: z.optional(z.string()),
});

export const ToolCallSchema = z.strictObject({ id: z.string(), name: z.string(), input: z.unknown() });

export const finishReason = z.enum(['stop', 'length', 'content-filter', 'tool-calls', 'other']);

/** What every answer tells beside its value. */
export const facts = {
  usage: UsageSchema,
  findings: z.array(FindingSchema),
  provider: z.string(),
  model: z.string(),
  cached: z.boolean(),
};

/** The same of a result. The model goes by its public name. */
export const factsOf = (
  { usage, findings, provider, cached }: Omit<OperationFacts, 'requestId'>,
  { name }: ServedModel,
) => ({ usage, findings, provider, model: name, cached });
