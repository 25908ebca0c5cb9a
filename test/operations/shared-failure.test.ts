import { expect, test } from 'vitest';
import { isSecureLLMError, NetworkError, SecureLLMClient, type TokenProvider } from '../../src/index.ts';
import { openai } from '../../src/node/openai.ts';
import { faultServer } from '../../src/node/testing.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { until } from '../support/loopback.ts';

const failureOf = (asking: Promise<unknown>) =>
  asking.then(
    () => expect.unreachable(),
    (error) => error,
  );

test('calls that wait for one token and fail with it are told of their own attempts each', async () => {
  await using server = await faultServer();
  server.reply('Hello!');
  let fail = (_: Error) => {};
  let asked = 0;
  const credentials: TokenProvider = () =>
    new Promise((_, reject) => {
      asked++;
      fail = reject;
    });
  const client = new SecureLLMClient({
    provider: openai({ credentials, baseURL: server.url, model: 'any' }),
    retry: { maxRetries: 0 },
  });
  const both = ['One.', 'Two.'].map((question) => failureOf(client.chat(question)));
  await until(() => asked === 1 && client.stats().throttle.inFlight === 2);
  fail(new NetworkError('down', { provider: 'issuer' }));
  const [one, two] = await Promise.all(both);
  for (const error of [one, two]) {
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ code: 'ERR_NETWORK', provider: 'issuer', message: 'down', retryable: true });
    expect(error.attempts).toHaveLength(1);
    expect(error.stack).toContain('shared-failure.test.ts');
  }
  expect(two.attempts[0]).not.toBe(one.attempts[0]);
});

test('what one call had shown is not told to another one that fails with the same error', async () => {
  const down = new NetworkError('down');
  const client = new SecureLLMClient({
    provider: scripted(['Of the first. ', down], [down]),
    retry: { maxRetries: 0 },
  });
  const first = await failureOf(client.stream('Hi').final());
  const second = await failureOf(client.chat('Hi'));
  expect(isSecureLLMError(second)).toBe(true);
  expect(second.partial).toBeUndefined();
  expect(first.partial).toEqual({ text: 'Of the first. ' });
});
