import * as z from 'zod/mini';
import type { Route } from '../route.ts';

const ModelList = z.strictObject({
  object: z.literal('list'),
  data: z.array(
    z.strictObject({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.optional(z.string()) }),
  ),
});

/** `GET /v1/models`: what the principal may ask for. */
export const listModels: Route = {
  method: 'GET',
  path: '/v1/models',
  errors: 'openai',
  doc: { id: 'models', summary: 'Lists the models that may be asked for', response: ModelList },
  async handle({ models }) {
    const data = models.map(({ name, providers }) => ({
      id: name,
      object: 'model',
      created: 0,
      owned_by: providers[0],
    }));
    return Response.json({ object: 'list', data });
  },
};
