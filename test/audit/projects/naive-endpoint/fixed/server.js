import express from 'express';
import { SecureLLMClient } from 'secure-llm';
import { apiKeys, gateway, toNodeHandler } from 'secure-llm/gateway';
import { openai } from 'secure-llm/openai';
import { fileStore } from 'secure-llm/vault';

const client = new SecureLLMClient({
  provider: openai({ apiKey: process.env.OPENAI_API_KEY, model: 'gpt-4o-2024-11-20' }),
});
const handler = toNodeHandler(
  gateway({
    client,
    auth: apiKeys({ store: fileStore('.secure-llm/keys') }),
    cors: { origins: ['https://app.example.com'] },
  }),
);

express().use(handler).listen(3000);
