import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { nativeSchema } from '../../../src/providers/anthropic/native-schema.ts';

const object = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const STRING = { type: 'string' };

describe('a schema that the API can hold a model to', () => {
  test('of zod keeps its shape, and tells the rules that the API does not know', () => {
    const schema = z.object({
      name: z.string().min(1).describe('Of a person.'),
      age: z.int().min(0).optional(),
      tags: z.array(z.enum(['a', 'b'])).max(3),
      kind: z.literal('x'),
      size: z.union([z.number(), z.null()]),
      pick: z.union([z.array(z.string()), z.string()]),
    });
    expect(nativeSchema(z.toJSONSchema(schema))).toEqual(
      object(
        {
          name: { type: 'string', description: 'Of a person.\n{"minLength":1}' },
          age: { type: 'integer', description: expect.stringContaining('"minimum":0') },
          tags: { type: 'array', items: { enum: ['a', 'b'] }, description: '{"maxItems":3}' },
          kind: { const: 'x' },
          size: { type: ['number', 'null'] },
          pick: { anyOf: [{ type: 'array', items: STRING }, STRING] },
        },
        ['name', 'tags', 'kind', 'size', 'pick'],
      ),
    );
  });

  test('is closed, and needs no list of what is required', () => {
    expect(nativeSchema({ type: 'object', properties: { a: STRING } })).toEqual(object({ a: STRING }, []));
    expect(nativeSchema({ type: ['string', 'null'], title: 'T', $schema: 'x' })).toEqual({
      type: ['string', 'null'],
      title: 'T',
    });
  });

  test.each<[string, object]>([
    ['a reference', { $ref: '#/$defs/a', $defs: { a: STRING } }],
    ['a record', { type: 'object', additionalProperties: STRING }],
    ['an open object', { type: 'object', properties: { a: STRING }, additionalProperties: true }],
    ['an object of anything', { type: 'object' }],
    ['an object that needs what is not among its properties', object({ a: STRING }, ['a', 'b'])],
    ['any value', {}],
    ['a list of anything', { type: 'array' }],
    ['a tuple', { type: 'array', prefixItems: [STRING] }],
    ['an intersection', { allOf: [STRING] }],
    ['a negation', { not: STRING }],
    ['a union with more beside it', { type: 'string', anyOf: [STRING] }],
    ['an empty union', { anyOf: [] }],
    ['names by pattern', { ...object({ a: STRING }), patternProperties: {} }],
    ['literals that are objects', { enum: [{ a: 1 }] }],
    ['a constant that is a list', { const: [1] }],
    ['a list of several types', { type: ['array', 'null'], items: STRING }],
    ['an unknown type', { type: 'file' }],
    ['a property that is no schema', object({ a: true })],
    ['what is deep inside', object({ a: { type: 'array', items: { anyOf: [STRING, { not: {} }] } } })],
    ['a keyword of tomorrow', { type: 'string', tomorrow: 1 }],
  ])('is not %s', (_, schema) => {
    expect(nativeSchema(schema as never)).toBeUndefined();
  });

  test.each([
    [
      'options',
      (count: number) => object(Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, STRING])), []),
      24,
    ],
    [
      'unions',
      (count: number) =>
        object(Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, { type: ['string', 'null'] }]))),
      16,
    ],
  ] as const)('has no more %s than the API takes', (_, schemaOf, most) => {
    expect(nativeSchema(schemaOf(most))).toBeDefined();
    expect(nativeSchema(schemaOf(most + 1))).toBeUndefined();
  });

  test('is only ever narrower: its own keywords come out, and nothing else', () => {
    const leaf = fc.constantFrom<object>(
      STRING,
      { type: 'integer', maximum: 3 },
      { enum: ['a', 1, null] },
      { const: true },
    );
    const { schema } = fc.letrec<{ schema: object }>((tie) => ({
      schema: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(3) }),
        fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema'), { maxKeys: 3 }).map((each) => object(each)),
      ),
    }));
    const known = 'type items anyOf enum const properties required additionalProperties description';
    const keywords = (native: unknown): string[] => {
      if (typeof native !== 'object' || native === null) return [];
      const { items, anyOf = [], properties = {}, ...rest } = native as Record<string, unknown>;
      return [
        ...Object.keys(rest),
        ...[items, ...Object.values(anyOf as object), ...Object.values(properties as object)].flatMap(keywords),
      ];
    };
    fc.assert(
      fc.property(schema, (schema) => {
        const native = nativeSchema(schema as never);
        fc.pre(native !== undefined); // too many unions
        expect(keywords(native).filter((keyword) => !known.includes(keyword))).toEqual([]);
      }),
    );
  });
});
