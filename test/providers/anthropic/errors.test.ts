import { describe, expect, test } from 'vitest';
import { failure, REQUEST_ID, start, streamed, text, whole } from './replies.ts';
import { answer } from './support.ts';

const SPENT = { details: { error_code: 'enforced_spend_limit_reached' } };
const words = (message: string) => ({ message });

/** Documented errors: status, type, what else stands in the error, the code it becomes, whether another try may help. */
const ERRORS = [
  [400, 'invalid_request_error', {}, 'ERR_PROVIDER', false],
  [
    400,
    'invalid_request_error',
    words('prompt is too long: 204858 tokens > 200000 maximum'),
    'ERR_CONTEXT_LENGTH',
    false,
  ],
  [
    400,
    'invalid_request_error',
    words('input length and `max_tokens` exceed context limit: 178959 + 64000 > 200000, decrease one of them'),
    'ERR_CONTEXT_LENGTH',
    false,
  ],
  [400, 'invalid_request_error', words('Your credit balance is too low to use the API.'), 'ERR_QUOTA_EXCEEDED', false],
  [
    400,
    'invalid_request_error',
    words('You have reached your specified API usage limits.'),
    'ERR_QUOTA_EXCEEDED',
    false,
  ],
  [401, 'authentication_error', {}, 'ERR_AUTHENTICATION', false],
  [402, 'billing_error', {}, 'ERR_QUOTA_EXCEEDED', false],
  [403, 'permission_error', {}, 'ERR_PERMISSION_DENIED', false],
  [404, 'not_found_error', {}, 'ERR_PROVIDER', false],
  [409, 'conflict_error', {}, 'ERR_PROVIDER', true],
  [413, 'request_too_large', {}, 'ERR_PROVIDER', false],
  [429, 'rate_limit_error', {}, 'ERR_RATE_LIMIT', true],
  [429, 'rate_limit_error', SPENT, 'ERR_QUOTA_EXCEEDED', false],
  [500, 'api_error', {}, 'ERR_PROVIDER', true],
  [504, 'timeout_error', {}, 'ERR_PROVIDER', true],
  [529, 'overloaded_error', {}, 'ERR_PROVIDER', true],
] as const;

describe.each(ERRORS)('%d %s %o', (status, type, rest, code, retryable) => {
  test('as the status of a reply', async () => {
    const reply = whole(failure(type, rest), { 'request-id': 'req_header' }, status);
    const { events, error } = await answer(reply);
    expect(events).toEqual([]);
    expect(error).toMatchObject({ code, retryable, status, provider: 'anthropic', requestId: 'req_header' });
  });

  test('inside a stream, after what was shown', async () => {
    const { seen, error } = await answer(streamed([start(), ...text(0, 'Hel').slice(0, 2), failure(type, rest)]));
    expect(seen).toEqual(['Hel']);
    expect(error).toMatchObject({ code, retryable, requestId: REQUEST_ID });
    expect(error).not.toHaveProperty('status', status);
  });

  test('repeats no sentence', async () => {
    const { error } = await answer(whole(failure(type, rest), {}, status));
    expect(String(error)).not.toMatch(/Something went wrong|204858|178959|credit balance|specified/);
  });
});

test('the id of the request is read from the body where no header has it', async () => {
  const { error } = await answer(whole(failure('api_error'), {}, 500));
  expect(error).toMatchObject({ requestId: REQUEST_ID });
});

test('an error with status 200 is an error', async () => {
  const { error } = await answer(whole(failure('overloaded_error')), { wire: 'whole' });
  expect(error).toMatchObject({ code: 'ERR_PROVIDER', retryable: true, requestId: REQUEST_ID });
});

test('retry-after and x-should-retry are obeyed', async () => {
  const headers = { 'retry-after': '7', 'x-should-retry': 'false' };
  const { error } = await answer(whole(failure('rate_limit_error'), headers, 429));
  expect(error).toMatchObject({ code: 'ERR_RATE_LIMIT', retryAfterMs: 7_000, retryable: false });
});
