import * as z from 'zod/mini';
import { ChatEventSchema } from '../api/events.ts';
import { MessageSchema, PartSchema } from '../api/messages.ts';
import { ProblemSchema } from '../api/problem.ts';
import { CitationSchema, FindingSchema, ToolCallSchema, UsageSchema } from '../api/results.ts';
import { OPENAI_ERROR } from '../openai/answer-schema.ts';
import type { RouteDoc } from '../route.ts';

/** Schemas that several routes share. */
const SHARED: Readonly<Record<string, z.core.$ZodType>> = {
  ChatEvent: ChatEventSchema,
  Citation: CitationSchema,
  Finding: FindingSchema,
  Message: MessageSchema,
  OpenAIError: OPENAI_ERROR,
  Part: PartSchema,
  Problem: ProblemSchema,
  ToolCall: ToolCallSchema,
  Usage: UsageSchema,
};

const uri = (id: string) => `#/components/schemas/${id}`;

/** Schemas by name, as they stand in the document, and a reference to each of them. */
export class Schemas {
  readonly #registry = z.registry<{ id: string }>();

  constructor(docs: readonly RouteDoc[]) {
    for (const [id, schema] of Object.entries(SHARED)) this.#registry.add(schema, { id });
    for (const { id, request, response, event } of docs)
      for (const [suffix, schema] of Object.entries({ Request: request, Answer: response, Event: event }))
        if (schema && !this.#registry.has(schema))
          this.#registry.add(schema, { id: `${id[0]?.toUpperCase()}${id.slice(1)}${suffix}` });
  }

  ref(schema: z.core.$ZodType): { readonly $ref: string } {
    return { $ref: uri(this.#registry.get(schema)?.id ?? '') };
  }

  get all(): object {
    const { schemas } = z.toJSONSchema(this.#registry, { uri, io: 'input' });
    return Object.fromEntries(Object.entries(schemas).map(([id, { $id, $schema, ...schema }]) => [id, schema]));
  }
}
