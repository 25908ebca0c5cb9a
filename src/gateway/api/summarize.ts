import * as z from 'zod/mini';
import { billed, estimateOf } from '../billing.ts';
import { model, phrase, text } from '../fields.ts';
import { readBody } from '../read-body.ts';
import type { Route } from '../route.ts';
import { screenWords } from './authorship.ts';
import { facts, factsOf } from './results.ts';
import { callOptionsOf } from './served.ts';

const SummarizeRequest = z.strictObject({
  text,
  model: z.optional(model),
  maxWords: z.optional(z.int().check(z.gte(1), z.lte(10_000))),
  format: z.optional(z.enum(['paragraph', 'bullets', 'headline'])),
  focus: z.optional(phrase),
  language: z.optional(z.string().check(z.regex(/^\p{L}[\p{L}\p{M}\p{N} ()-]{0,59}$/u))),
});

const SummarizeAnswer = z.strictObject({ summary: z.string(), keyPoints: z.array(z.string()), ...facts });

/** `POST /api/summarize`: a summary of a text. */
export const summarize: Route = {
  method: 'POST',
  path: '/api/summarize',
  scope: 'summarize',
  errors: 'problem',
  doc: { id: 'summarize', summary: 'Summarises a text', request: SummarizeRequest, response: SummarizeAnswer },
  async handle(visit) {
    const { text, model, ...options } = readBody(SummarizeRequest, await visit.json());
    const { focus, language } = options;
    const served = visit.model(model);
    await screenWords(served.client, visit.principal, { focus, language });
    const bill = await visit.reserve(estimateOf(text, {}, served, 'text'));
    const result = await billed(bill, () =>
      served.client.summarize(text, { ...callOptionsOf(visit, served), ...options }),
    );
    const { summary, keyPoints } = result;
    return Response.json({ summary, keyPoints, ...factsOf(result, served) });
  },
};
