import type { Route } from '../route.ts';

/** `GET /v1/models`: what the principal may ask for. */
export const listModels: Route = {
  method: 'GET',
  path: '/v1/models',
  errors: 'openai',
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
