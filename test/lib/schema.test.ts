import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { GuardError } from '../../src/errors.ts';
import { validate } from '../../src/lib/validate.ts';
import type { JsonSchema, StandardIssue, StandardSchema } from '../../src/types/schema.ts';

const NAME = 'john.smith-patient';
const ward = { patients: { [NAME]: { age: 'old' } } };

const full = z.object({ patients: z.record(z.string(), z.object({ age: z.number() })) });
const small = mini.object({ patients: mini.record(mini.string(), mini.object({ age: mini.number() })) });
const dated = z.object({ patients: z.record(z.string(), z.object({ age: z.number() })), born: z.optional(z.date()) });

/** A schema of another library, which says nothing of its shape. */
const failing = (...issues: StandardIssue[]): StandardSchema => ({
  '~standard': { version: 1, vendor: 'other', validate: () => ({ issues }) },
});

async function paths(schema: StandardSchema<unknown, unknown>, value: unknown, json?: JsonSchema): Promise<string[]> {
  const result = await validate(schema, value, json);
  return 'issues' in result ? result.issues.map(({ path }) => path) : [];
}

test.each([
  ['zod', full],
  ['zod/mini', small],
  ['a zod schema that JSON Schema cannot hold', dated],
])('names of the schema are shown and keys of the data are not: %s', async (_, schema) => {
  expect(await paths(schema, ward)).toEqual(['patients.*.age']);
});

test('with the JSON Schema given, its property names are the ones shown', async () => {
  const json = { $defs: { one: { properties: { age: {} } } }, anyOf: [{ properties: { patients: {} } }] };
  expect(await paths(full, ward, json)).toEqual(['patients.*.age']);
  expect(await paths(full, ward, { properties: { age: {} }, enum: ['patients'] })).toEqual(['*.*.age']);
});

test('a name that is no plain word is not shown, even from the schema', async () => {
  expect(await paths(z.object({ 'a `b`': z.number() }), {})).toEqual(['*']);
});

test('indices are shown, and digits too many for an index are not', async () => {
  expect(await paths(z.object({ list: z.array(z.object({ age: z.number() })) }), { list: [{}] })).toEqual([
    'list.0.age',
  ]);
  const path = [7, '12', { key: 3 }, '4111111111111111', 4_111_111_111, -1.5, NAME, Symbol(NAME)];
  expect(await paths(failing({ message: '', path }), {})).toEqual(['7.12.3.*.*.*.*.*']);
});

test('a schema that says nothing of its shape, or throws when asked, gives no names', async () => {
  const silent = failing({ message: '', path: ['age'] });
  expect(await paths(silent, {})).toEqual(['*']);
  const input = () => {
    throw new Error(NAME);
  };
  expect(await paths({ '~standard': { ...silent['~standard'], jsonSchema: { input } } }, {})).toEqual(['*']);
});

test('a JSON Schema that holds itself is walked once', async () => {
  const json: Record<string, unknown> = { properties: { age: {} } };
  json.not = json;
  expect(await paths(failing({ message: '', path: ['age', 'not'] }), {}, json)).toEqual(['age.*']);
});

const broken = (validate: () => never): StandardSchema =>
  ({ '~standard': { version: 1, vendor: 'other', validate } }) as StandardSchema;
const error = new RangeError(`bad value ${NAME}`);

test.each([
  [
    'throws',
    () => {
      throw error;
    },
  ],
  ['rejects', () => Promise.reject(error) as never],
  ['answers nothing', () => undefined as never],
])('a schema that %s stops the call as a failed safeguard, without its words', async (_, validator) => {
  const failure = await validate(broken(validator), 1).catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(GuardError);
  expect(failure).toMatchObject({ guard: 'schema' });
  expect((failure as Error).cause).toBeInstanceOf(Error);
  expect(inspect(failure, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(NAME);
});
