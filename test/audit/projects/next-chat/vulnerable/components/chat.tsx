'use client';

import OpenAI from 'openai';
import { useState } from 'react';

const openai = new OpenAI({ apiKey: process.env.NEXT_PUBLIC_OPENAI_API_KEY, dangerouslyAllowBrowser: true, timeout: 30_000 });

export function Chat() {
  const [answer, setAnswer] = useState('');

  async function ask(question: string) {
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o',
      max_tokens: 300,
      messages: [{ role: 'user', content: question }],
    });
    setAnswer(completion.choices[0].message.content ?? '');
  }

  return (
    <form action={(form) => ask(String(form.get('question')))}>
      <input name="question" />
      <div dangerouslySetInnerHTML={{ __html: answer }} />
    </form>
  );
}
