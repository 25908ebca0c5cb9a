import { rm } from 'node:fs/promises';
import { openai } from '@ai-sdk/openai';
import { generateText, tool } from 'ai';
import { z } from 'zod';

const deleteFile = tool({
  description: 'Deletes a file of the project',
  inputSchema: z.object({ path: z.string() }),
  execute: async ({ path }) => rm(path),
});

export const cleanUp = (folder: string) =>
  generateText({
    model: openai('gpt-4o-2024-11-20'),
    prompt: `Delete what is not needed of ${folder}`,
    tools: { deleteFile },
    maxSteps: 100_000,
    maxOutputTokens: 1_000,
    abortSignal: AbortSignal.timeout(60_000),
  });
