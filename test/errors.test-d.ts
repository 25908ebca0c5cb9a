import { expectTypeOf, test } from 'vitest';
import type { NetworkError, SchemaError, ThrottledError, TimeoutError } from '../src/errors.ts';
import type { SecureLLMClient } from '../src/index.ts';

test('a code narrows to its class', () => {
  const error = {} as TimeoutError | ThrottledError | SchemaError | NetworkError;
  if (error.code === 'ERR_TIMEOUT') expectTypeOf(error).toEqualTypeOf<TimeoutError>();
  if (error.code === 'ERR_SCHEMA') expectTypeOf(error).toEqualTypeOf<SchemaError>();
  expectTypeOf<typeof error.code>().toEqualTypeOf<'ERR_TIMEOUT' | 'ERR_THROTTLED' | 'ERR_SCHEMA' | 'ERR_NETWORK'>();
});

test('the methods answer with what their names say', () => {
  expectTypeOf<SecureLLMClient['chat']>().returns.resolves.toHaveProperty('text');
  expectTypeOf<SecureLLMClient['summarize']>().returns.resolves.toHaveProperty('keyPoints');
  expectTypeOf<SecureLLMClient['sentiment']>().returns.resolves.toHaveProperty('confidence');
});
