import { expect, test } from 'vitest';
import { lateCall } from '../../src/providers/late-call.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { aCall, readAll } from '../support/read-all.ts';

test('code that cannot be loaded fails the attempt, and the next one tries again', async () => {
  let tries = 0;
  const call = lateCall('acme', async () => {
    tries += 1;
    if (tries === 1) throw new TypeError('https://cdn.example/chunk-canary.js');
    return scripted(['Hello']).call;
  });
  const { error: failure } = await readAll(call(aCall()));
  expect(failure).toMatchObject({ code: 'ERR_NETWORK', retryable: true, provider: 'acme' });
  expect(JSON.stringify(failure)).not.toContain('canary');
  for (let again = 0; again < 2; again += 1)
    expect((await readAll(call(aCall()))).events).toContainEqual({ type: 'text-delta', text: 'Hello' });
  expect(tries).toBe(2);
});
