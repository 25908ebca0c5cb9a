import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Route } from '../../src/gateway/route.ts';
import { eventsOf } from './server-sent.ts';

interface MediaType {
  readonly schema?: object;
  readonly 'x-event-schema'?: object;
}

interface Operation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, MediaType>> }>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const extensible = (schema: { readonly properties: object; readonly required?: readonly string[] }) => ({
  type: 'object',
  patternProperties: { '^x-': true },
  additionalProperties: false,
  ...schema,
});
const byName = (values: object, names = '^[\\w.-]+$') => ({
  type: 'object',
  propertyNames: { pattern: names },
  additionalProperties: values,
});
const string = { type: 'string', minLength: 1 };
const jsonSchema = { type: 'object' };
const content = byName(extensible({ properties: { schema: jsonSchema } }), '^[\\w.+-]+/[\\w.+-]+$');

/** The objects of OpenAPI 3.1 that the document may hold, and what each of them must. */
export const OPENAPI = extensible({
  required: ['openapi', 'info', 'paths'],
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: extensible({
      required: ['title', 'version'],
      properties: { title: string, version: string, description: string },
    }),
    jsonSchemaDialect: { const: 'https://json-schema.org/draft/2020-12/schema' },
    paths: byName(
      byName(
        extensible({
          required: ['operationId', 'responses', 'security'],
          properties: {
            operationId: string,
            summary: string,
            security: { type: 'array', items: byName({ type: 'array', items: string }) },
            requestBody: extensible({ required: ['content'], properties: { required: { type: 'boolean' }, content } }),
            responses: {
              minProperties: 1,
              ...byName(
                extensible({ required: ['description'], properties: { description: string, content } }),
                '^([1-5](\\d\\d|XX)|default)$',
              ),
            },
          },
        }),
        '^(get|put|post|delete|options|head|patch|trace)$',
      ),
      '^/',
    ),
    components: extensible({
      properties: {
        schemas: byName(jsonSchema),
        securitySchemes: byName(
          extensible({ required: ['type', 'scheme'], properties: { type: { const: 'http' }, scheme: string } }),
        ),
      },
    }),
  },
});

/** Checks replies against a document. */
export class Contract {
  readonly document: OpenApi;
  readonly #ajv = new Ajv2020({ allErrors: true, validateFormats: false });

  constructor(document: OpenApi) {
    this.document = document;
    this.#ajv.addVocabulary(['components']);
  }

  /** What a value breaks of a schema in the document; nothing where it fits. */
  breaches(schema: object, value: unknown): readonly unknown[] {
    const validate = this.#ajv.compile({ ...schema, components: this.document.components });
    return validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => ({ instancePath, message }));
  }

  /** What a reply of a route breaks. */
  async breachesOf({ path, method }: Pick<Route, 'path' | 'method'>, reply: Response): Promise<readonly unknown[]> {
    const type = (reply.headers.get('content-type') ?? '').replace(/;.*/, '');
    const media = this.document.paths[path]?.[method.toLowerCase()]?.responses[reply.status]?.content[type];
    if (!media?.schema) return [`${method} ${path} says nothing of ${reply.status} ${type}`];
    const eventSchema = media['x-event-schema'];
    if (!eventSchema) return this.breaches(media.schema, await reply.json());
    return (await eventsOf(reply)).flatMap((event) => this.breaches(eventSchema, event));
  }
}

/** Every value under a key `$ref`, at any depth. */
export const refsOf = (value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) =>
        key === '$ref' && typeof inner === 'string' ? [inner] : refsOf(inner),
      );
