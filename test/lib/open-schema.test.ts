import { expect, test } from 'vitest';
import { openSchema } from '../../src/lib/open-schema.ts';

test('leaves out what a placeholder could not satisfy, at any depth, and nothing else', () => {
  const schema = {
    type: 'object',
    properties: {
      format: { type: 'string', format: 'email', description: 'kept' },
      pattern: { type: 'array', items: { type: 'string', pattern: '^x$', minLength: 3, maxLength: 4, minItems: 1 } },
    },
    required: ['format', 'pattern'],
    $defs: { maxLength: { anyOf: [{ format: 'uri' }, { enum: ['format'] }] } },
    default: { format: 'stays' },
  };
  expect(openSchema(schema)).toEqual({
    type: 'object',
    properties: {
      format: { type: 'string', description: 'kept' },
      pattern: { type: 'array', items: { type: 'string', minItems: 1 } },
    },
    required: ['format', 'pattern'],
    $defs: { maxLength: { anyOf: [{}, { enum: ['format'] }] } },
    default: { format: 'stays' },
  });
});

test('keeps whole what would mean something else without its rules', () => {
  const schema = { not: { pattern: 'x' }, oneOf: [{ format: 'email' }, { format: 'uri' }], if: { format: 'email' } };
  expect(openSchema(schema)).toEqual(schema);
});
