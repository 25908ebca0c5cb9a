import { presets, SecureLLMClient } from 'secure-llm';
import { gateway } from 'secure-llm/gateway';
import { openai } from 'secure-llm/openai';

const provider = openai({
  apiKey: process.env.OPENAI_API_KEY ?? '',
  model: 'gpt-4o-2024-11-20',
  baseURL: 'http://models.example.com/v1',
  dangerouslyAllowHTTP: true,
});

export const client = new SecureLLMClient({
  provider,
  ...presets.permissive,
  sanitize: { injection: 'warn', secrets: false },
  output: { links: false },
  mode: 'report',
  onGuardError: 'allow',
  fence: false,
  retry: { maxRetries: 10 },
  timeout: { totalMs: Number.POSITIVE_INFINITY },
});

export const quick = client.withOptions({ sanitize: { pii: 'allow' } });

export const served = gateway({
  client,
  auth: async () => ({ id: 'anybody', scopes: ['chat'] }),
  limits: false,
});
