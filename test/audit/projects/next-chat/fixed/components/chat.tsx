'use client';

import { useChat } from '@ai-sdk/react';

export function Chat() {
  const { messages, sendMessage } = useChat();
  return (
    <form action={(form) => sendMessage({ text: String(form.get('question')) })}>
      <input name="question" />
      {messages.map((message) => (
        <p key={message.id}>{message.parts.map((part) => (part.type === 'text' ? part.text : ''))}</p>
      ))}
    </form>
  );
}
