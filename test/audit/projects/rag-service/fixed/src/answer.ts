import { prompt, SecureLLMClient, untrusted } from 'secure-llm';
import { openai } from 'secure-llm/openai';
import { db, retriever } from './stores.ts';

const client = new SecureLLMClient({
  provider: openai({ apiKey: process.env.OPENAI_API_KEY, model: 'gpt-4o-2024-11-20' }),
  budget: { maxTokens: 20_000 },
});

export async function answer(question: string, scope: string): Promise<string> {
  const documents = await retriever.invoke(question);
  const context = documents.map((each: { pageContent: string }) => each.pageContent).join('\n');
  const { text } = await client.chat(prompt`Answer ${question} from ${untrusted(context)}`, { scope });
  await db.query('INSERT INTO answers (text) VALUES ($1)', [text]);
  return text;
}
