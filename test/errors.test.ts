import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import * as errors from '../src/errors.ts';

const details = { provider: 'openai', status: 400, requestId: 'req_1', cause: new Error('SECRET words') };

const all: readonly errors.SecureLLMError[] = [
  new errors.InvalidInputError('messages[0]', 'must not be empty'),
  new errors.InputBlockedError([]),
  new errors.OutputBlockedError([]),
  new errors.GuardError('unicode', new Error('SECRET words')),
  new errors.ThrottledError(5, 'the queue is full'),
  new errors.BudgetExceededError('the call may take 9 tokens and 5 is left', { tokens: 5 }, 5),
  new errors.CircuitOpenError('p', 5),
  new errors.TimeoutError('idle', 5),
  new errors.AuthenticationError(details),
  new errors.PermissionDeniedError(details),
  new errors.RateLimitError(details),
  new errors.QuotaExceededError(details),
  new errors.ContextLengthError(details),
  new errors.ContentFilterError(details),
  new errors.IntegrityError('altered', 'Record `a`', 'was changed: restore it from a backup'),
  new errors.ConversationConflictError(),
  new errors.NetworkError('reset', details),
  new errors.ProviderError('answered 400', { ...details, retryable: false }),
  new errors.ResponseFormatError('not JSON', details),
  new errors.ResponseTooLargeError('event', 5, 'maxEventBytes'),
  new errors.StreamInterruptedError(details),
  new errors.OutputTruncatedError(),
  new errors.SchemaError([{ path: 'a', rule: 'is not valid' }]),
];

test('every error class is in this table', () => {
  const classes = Object.values(errors).filter((value) => typeof value === 'function' && 'prototype' in value);
  const concrete = classes.filter((value) => value.prototype instanceof errors.SecureLLMError);
  expect(new Set(all.map((error) => error.constructor))).toEqual(new Set(concrete));
});

test('every error has a code of its own, a name that survives minifying, and says itself as JSON', () => {
  expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
  for (const error of all) {
    expect(error.code).toMatch(/^ERR_[A-Z_]+$/);
    expect(Object.hasOwn(error, 'name')).toBe(true);
    expect(errors.isSecureLLMError(error)).toBe(true);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: error.name,
      code: error.code,
      message: error.message,
      retryable: error.retryable,
    });
  }
});

test('the words of a cause are left out, its kind and code are kept', () => {
  for (const error of all) {
    expect(inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain('SECRET');
    expect(JSON.stringify(error)).not.toContain('SECRET');
  }
  const system = Object.assign(
    new TypeError('fetch failed for SECRET', { cause: Object.assign(new Error('SECRET'), { code: 'ECONNRESET' }) }),
  );
  const { cause } = new errors.NetworkError('reset', { cause: system });
  expect(cause).toMatchObject({ name: 'TypeError', message: 'TypeError', cause: { message: 'ECONNRESET' } });
  expect((cause as Error).stack).not.toContain('SECRET');
});

test('a message that looks like stack frames, or that changed behind the stack, is left out all the same', () => {
  const framed = new Error('first line\n    at SECRET (file.js:1:1)');
  const changed = new Error('at first\n    at SECRET (file.js:1:1)');
  changed.message = 'harmless';
  const emptied = new Error('at first\n    at SECRET (file.js:1:1)');
  emptied.message = '';
  for (const cause of [framed, changed, emptied]) {
    const error = new errors.NetworkError('reset', { cause });
    expect(inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain('SECRET');
  }
  expect((new errors.NetworkError('reset', { cause: framed }).cause as Error).stack).toContain('errors.test.ts');
});

test('what had been shown is there for code that asks, and nowhere else', () => {
  const error = new errors.NetworkError('reset');
  errors.SecureLLMError.complete(error, 'op_1', [], 'SHOWN');
  expect(error.partial).toEqual({ text: 'SHOWN' });
  expect(inspect(error, { showHidden: true, getters: false })).not.toContain('SHOWN');
  expect(JSON.stringify(error)).not.toContain('SHOWN');
  expect(Object.keys(error)).not.toContain('partial');
});

test('an error of another copy of this library is known by its brand', () => {
  const foreign = Object.assign(new Error('x'), { [Symbol.for('secure-llm.error')]: true });
  expect(errors.isSecureLLMError(foreign)).toBe(true);
  for (const other of [new Error('x'), null, undefined, 'ERR', {}]) expect(errors.isSecureLLMError(other)).toBe(false);
});
