import assert from 'node:assert/strict';
import { isSecureLLMError, SecureLLMClient } from 'secure-llm';
import { secrets } from 'secure-llm/guards';
import { local } from 'secure-llm/local';
import { openai } from 'secure-llm/openai';
import { PRICES } from 'secure-llm/prices';
import { redisLimits } from 'secure-llm/redis';
import { faultServer, scripted } from 'secure-llm/testing';

const { summary } = await new SecureLLMClient({ provider: local() }).summarize(
  'Cats sleep. Dogs bark at the gate all day.',
);
assert.ok(summary.length > 0);
assert.equal((await new SecureLLMClient({ provider: scripted(['ok']) }).chat('hi')).text, 'ok');

await using server = (await faultServer()).status(503);
const client = new SecureLLMClient({
  provider: openai({ baseURL: server.url, model: 'm' }),
  retry: { maxRetries: 0 },
});
const error = await client.chat('hi').catch((error) => error);
assert.ok(isSecureLLMError(error) && error.status === 503);
assert.equal(secrets.scan('nothing to hide').length, 0);
assert.ok(PRICES['gpt-5-mini'].output > 0);
assert.throws(() => redisLimits({}), TypeError);
console.log('esm ok');
