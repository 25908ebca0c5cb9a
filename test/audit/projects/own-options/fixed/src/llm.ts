import { presets, SecureLLMClient } from 'secure-llm';
import { apiKeys, gateway } from 'secure-llm/gateway';
import { openai } from 'secure-llm/openai';
import { fileStore } from 'secure-llm/vault';

const provider = openai({
  apiKey: process.env.OPENAI_API_KEY ?? '',
  model: 'gpt-4o-2024-11-20',
  baseURL: 'https://models.example.com/v1',
});

export const client = new SecureLLMClient({
  provider,
  ...presets.strict,
  output: { ...presets.strict.output, allowedHosts: ['docs.example.com'] },
  retry: { maxRetries: 3 },
  timeout: { totalMs: 120_000 },
});

export const served = gateway({
  client,
  auth: apiKeys({ store: fileStore('.secure-llm/keys') }),
  limits: { requestsPerMinute: 20 },
});
