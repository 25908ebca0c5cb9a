import * as z from 'zod/mini';
import { billed, estimateOf } from '../billing.ts';
import { model, phrase, text } from '../fields.ts';
import { readBody } from '../read-body.ts';
import type { Route } from '../route.ts';
import { screenWords } from './authorship.ts';
import { facts, factsOf } from './results.ts';
import { callOptionsOf } from './served.ts';

const SentimentRequest = z.strictObject({
  text,
  model: z.optional(model),
  aspects: z.optional(z.array(phrase.check(z.maxLength(100))).check(z.maxLength(20))),
});

const judgement = {
  label: z.enum(['positive', 'neutral', 'negative', 'mixed']),
  score: z.number().check(z.gte(-1), z.lte(1)),
  confidence: z.number().check(z.gte(0), z.lte(1)),
};

const SentimentAnswer = z.strictObject({
  ...judgement,
  aspects: z.record(z.string(), z.strictObject(judgement)),
  ...facts,
});

/** `POST /api/sentiment`: the sentiment of a text, and of aspects of it. */
export const sentiment: Route = {
  method: 'POST',
  path: '/api/sentiment',
  scope: 'sentiment',
  errors: 'problem',
  doc: {
    id: 'sentiment',
    summary: 'Judges the sentiment of a text',
    request: SentimentRequest,
    response: SentimentAnswer,
  },
  async handle(visit) {
    const { text, model, aspects } = readBody(SentimentRequest, await visit.json());
    const served = visit.model(model);
    await screenWords(served.client, visit.principal, { aspects });
    const bill = await visit.reserve(estimateOf(text, {}, served, 'text'));
    const result = await billed(bill, () =>
      served.client.sentiment(text, { ...callOptionsOf(visit, served), aspects }),
    );
    const { label, score, confidence, aspects: judged } = result;
    return Response.json({ label, score, confidence, aspects: judged, ...factsOf(result, served) });
  },
};
