import * as z from 'zod/mini';
import { billed, estimateOf } from '../billing.ts';
import { instructions, jsonSchema, maxOutputTokens, model, temperature } from '../fields.ts';
import { toldOnly } from '../json-schema.ts';
import { readBody } from '../read-body.ts';
import type { Route } from '../route.ts';
import { refuseInstructions, screenWords } from './authorship.ts';
import { messages, toMessages } from './messages.ts';
import { facts, factsOf } from './results.ts';
import { callOptionsOf } from './served.ts';

const ObjectRequest = z.strictObject({
  messages,
  schema: jsonSchema,
  model: z.optional(model),
  instructions: z.optional(instructions),
  maxOutputTokens: z.optional(maxOutputTokens),
  temperature: z.optional(temperature),
});

const ObjectAnswer = z.strictObject({ object: z.unknown(), ...facts });

/** `POST /api/object`: one JSON value, of a shape that the model is told. */
export const object: Route = {
  method: 'POST',
  path: '/api/object',
  scope: 'object',
  errors: 'problem',
  doc: { id: 'object', summary: 'Answers with one JSON value', request: ObjectRequest, response: ObjectAnswer },
  async handle(visit) {
    const body = readBody(ObjectRequest, await visit.json());
    const { schema, instructions, maxOutputTokens, temperature } = body;
    refuseInstructions(visit.principal, instructions);
    const served = visit.model(body.model);
    const input = toMessages(body.messages);
    await screenWords(served.client, visit.principal, { schema });
    const bill = await visit.reserve(estimateOf(input, { instructions, maxOutputTokens, schema }, served, 'messages'));
    const result = await billed(bill, () =>
      served.client.object(input, {
        ...callOptionsOf(visit, served),
        schema: toldOnly(schema),
        instructions,
        maxOutputTokens,
        temperature,
      }),
    );
    return Response.json({ object: result.object, ...factsOf(result, served) });
  },
};
