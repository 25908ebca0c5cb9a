import { SecureLLMClient, tool } from 'secure-llm';
import { anthropic } from 'secure-llm/anthropic';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { askUser, withinProject } from './terminal.js';

const client = new SecureLLMClient({
  provider: anthropic({ apiKey: process.env.ANTHROPIC_API_KEY, model: 'claude-sonnet-4-5-20250929' }),
  budget: { maxTokens: 50_000 },
});

const readProjectFile = tool({
  description: 'Reads a file of the project',
  input: z.object({ name: z.string() }),
  execute: async ({ name }) => readFile(withinProject(name), 'utf8'),
  approve: ({ name }) => askUser(`Read ${name}?`),
});

const { text } = await client.chat(process.argv[2] ?? '', { tools: { readProjectFile } });
console.log(text);
