import OpenAI from 'openai';
import { db, retriever } from './stores.ts';

const openai = new OpenAI({ baseURL: 'http://models.example.com/v1', timeout: 60_000 });

export async function answer(question: string, user: unknown): Promise<string> {
  const documents = await retriever.invoke(question);
  const context = documents.map((each: { pageContent: string }) => each.pageContent).join('\n');
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-2024-11-20',
    max_tokens: 500,
    messages: [
      { role: 'system', content: `Answer from this: ${context}` },
      { role: 'user', content: question },
    ],
  });
  const text = completion.choices[0].message.content ?? '';
  await db.query(`INSERT INTO answers (text) VALUES ('${text}')`);
  return text;
}
