const assert = require('node:assert/strict');
const { SecureLLMClient, isSecureLLMError, TimeoutError } = require('secure-llm');
const { local } = require('secure-llm/local');
const { openai } = require('secure-llm/openai');
const { scripted } = require('secure-llm/testing');

(async () => {
  const esm = await import('secure-llm');
  assert.equal(esm.SecureLLMClient, SecureLLMClient, 'one copy for require and import');
  assert.ok(isSecureLLMError(new TimeoutError('idle', 1)));
  assert.equal((await new SecureLLMClient({ provider: scripted(['ok']) }).chat('hi')).text, 'ok');
  assert.ok((await new SecureLLMClient({ provider: local() }).sentiment('I love it')).label);
  assert.throws(() => openai({ model: 'm', apiKey: '' }), TypeError);
  console.log('cjs ok');
})();
