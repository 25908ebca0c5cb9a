import { expect, test } from 'vitest';
import * as errors from '../../src/errors.ts';
import { fallsBack } from '../../src/lib/falls-back.ts';
import { verdictOf } from '../../src/lib/verdict.ts';

const details = { provider: 'p' };
const provider = (status: number | undefined, retryable: boolean) =>
  new errors.ProviderError('failed', { ...details, status, retryable });

/** Every error that can end an attempt or the wait for one: what it says of the provider, and whether the next is asked. */
const TABLE = [
  ['not reached', new errors.NetworkError('reset'), 'failed', true],
  ['a certificate that is not accepted', new errors.NetworkError('tls', { retryable: false }), 'failed', true],
  ['a stream that broke off', new errors.StreamInterruptedError(details), 'failed', true],
  ['500', provider(500, true), 'failed', true],
  ['503 that asks for no retry', provider(503, false), 'failed', true],
  ['529', provider(529, true), 'failed', true],
  ['an error inside a stream', provider(undefined, true), 'failed', true],
  ['an error of another kind', provider(undefined, false), 'answered', false],
  ['400', provider(400, false), 'answered', false],
  ['404', provider(404, false), 'answered', true],
  ['408', provider(408, true), 'answered', true],
  ['422', provider(422, false), 'answered', false],
  ['429', new errors.RateLimitError(details), 'answered', true],
  ['429 that asks for no retry', new errors.RateLimitError({ ...details, retryable: false }), 'answered', true],
  ['a quota', new errors.QuotaExceededError(details), 'answered', true],
  ['401', new errors.AuthenticationError(details), 'answered', true],
  ['403', new errors.PermissionDeniedError(details), 'answered', true],
  ['too long', new errors.ContextLengthError(details), 'answered', true],
  ['filtered', new errors.ContentFilterError(details), 'answered', false],
  ['HTML', new errors.ResponseFormatError('HTML', details), 'answered', true],
  ['too large', new errors.ResponseTooLargeError('reply', 5, 'maxResponseBytes'), 'answered', false],
  ['time limit: attempt', new errors.TimeoutError('attempt', 5), 'failed', true],
  ['time limit: first-token', new errors.TimeoutError('first-token', 5), 'failed', true],
  ['time limit: idle', new errors.TimeoutError('idle', 5), 'failed', false],
  ['time limit: queue', new errors.TimeoutError('queue', 5), 'answered', true],
  ['time limit: total', new errors.TimeoutError('total', 5), 'answered', false],
  ['time limit: reader', new errors.TimeoutError('reader', 5), 'answered', false],
  ['throttled', new errors.ThrottledError(5, 'full'), 'answered', true],
  ['throttled for its scope', new errors.ThrottledError(5, 'full', { ofScope: true }), 'answered', false],
  ['an open breaker', new errors.CircuitOpenError('p', 5), 'answered', true],
  ['a budget', new errors.BudgetExceededError('is spent', {}), 'answered', false],
  ['input', new errors.InvalidInputError('input', 'is wrong'), 'answered', false],
  ['what was kept', new errors.IntegrityError('altered', 'Record `a`', 'was changed'), 'answered', false],
  ['a conversation', new errors.ConversationConflictError(), 'answered', false],
  ['a safeguard, input', new errors.InputBlockedError([]), 'answered', false],
  ['a safeguard, output', new errors.OutputBlockedError([]), 'answered', false],
  ['a guard', new errors.GuardError('unicode', new Error('x')), 'answered', false],
  ['truncated', new errors.OutputTruncatedError(), 'answered', false],
  ['a schema', new errors.SchemaError([]), 'answered', false],
] as const;

test.each(TABLE)('%s', (_, error, verdict, next) => {
  expect(verdictOf(error, new AbortController().signal)).toBe(verdict);
  expect(fallsBack(error)).toBe(next);
});

test('every error class is in this table', () => {
  const classes = Object.values(errors).filter((value) => typeof value === 'function' && 'prototype' in value);
  const concrete = classes.filter((value) => value.prototype instanceof errors.SecureLLMError);
  expect(new Set(TABLE.map(([, error]) => error.constructor))).toEqual(new Set(concrete));
});

test('an abort, and what is no error of ours, says nothing and asks nobody', () => {
  expect(verdictOf(new errors.NetworkError('reset'), AbortSignal.abort())).toBe('cancelled');
  expect(verdictOf(new Error('mine'), new AbortController().signal)).toBe('cancelled');
  expect(fallsBack(new Error('mine'))).toBe(false);
});
