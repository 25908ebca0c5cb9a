import { ProblemSchema } from '../api/problem.ts';
import { OPENAI_ERROR } from '../openai/answer-schema.ts';
import type { ErrorForm, PublicPage, Route } from '../route.ts';
import { Schemas } from './schemas.ts';
import { STATUSES } from './statuses.ts';

/** The OpenAPI 3.1 document of routes and pages, made from the schemas that bodies are checked with. */
export function openApiDocument(routes: readonly Route[], pages: readonly PublicPage[]): object {
  const schemas = new Schemas(routes.flatMap(({ doc }) => doc ?? []));
  const paths: Record<string, Record<string, object>> = {};
  for (const {
    path,
    doc: { id, summary, type },
  } of pages)
    paths[path] = {
      get: {
        operationId: id,
        summary,
        security: [],
        responses: { 200: { description: 'OK', content: { [type]: {} } } },
      },
    };
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, schemas) };
  return {
    openapi: '3.1.1',
    info: {
      title: 'secure-llm gateway',
      version: '1.0.0',
      description: 'Language models with the safeguards on the way. Bodies, answers and errors are JSON.',
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: schemas.all,
    },
  };
}

function operation({ path, scope, errors, doc }: Route, schemas: Schemas): object {
  const [errorType, errorSchema] =
    errors === 'openai' ? ['application/json', OPENAI_ERROR] : ['application/problem+json', ProblemSchema];
  const refused = { [errorType]: { schema: schemas.ref(errorSchema) } };
  const refusals = Object.entries(STATUSES).map(([status, description]) => [status, { description, content: refused }]);
  const { id = path, summary, request, response, event } = doc ?? {};
  return {
    operationId: id,
    summary,
    security: [{ bearer: scope ? [scope] : [] }],
    ...(request && { requestBody: { required: true, content: json(schemas.ref(request)) } }),
    responses: {
      200: {
        description: 'The answer',
        content: {
          ...(response && json(schemas.ref(response))),
          ...(event && eventStream(schemas.ref(event), errors)),
        },
      },
      ...Object.fromEntries(refusals),
    },
  };
}

const json = (schema: object) => ({ 'application/json': { schema } });

/** OpenAPI 3.1 has no word for the events of a stream. */
const eventStream = (schema: object, form: ErrorForm) => ({
  'text/event-stream': {
    schema: {
      type: 'string',
      description: `Each \`data:\` line holds one event as JSON${form === 'openai' ? ', but the last one, which is `[DONE]`' : ''}`,
    },
    'x-event-schema': schema,
  },
});
