/**
 * A chat in the terminal that remembers the conversation. Answers are printed as they come.
 *
 *     npm run build && npx node examples/chatbot.ts
 *
 * Set OPENAI_API_KEY to talk to a language model; without it the embedded provider quotes what you told it.
 */
import { createInterface } from 'node:readline';
import { isSecureLLMError, type Message, type Provider, SecureLLMClient } from 'secure-llm';
import { local } from 'secure-llm/local';
import { openai } from 'secure-llm/openai';

const INSTRUCTIONS = 'You are a helpful assistant. Answer in a few sentences of plain text.';
const REMEMBERED = 20; // messages; older ones are left out, so that a long chat fits the model

type Lines = Iterable<string> | AsyncIterable<string>;

const print = (text: string): void => {
  process.stdout.write(text.replace(/[^\P{Cc}\n\t]/gu, '')); // no escape sequences of a model in the terminal
};

/** Answers line after line. An empty line, or the end of the input, ends the chat. */
export async function main(provider: Provider, lines: Lines, write = print): Promise<void> {
  await using client = new SecureLLMClient({ provider });
  const history: Message[] = [];
  write(`Talking to ${provider.model}. An empty line ends the chat.\n\nyou> `);
  for await (const line of lines) {
    if (line.trim() === '') break;
    history.push({ role: 'user', content: line });
    write('bot> ');
    try {
      const answer = client.stream(history.slice(-REMEMBERED), { instructions: INSTRUCTIONS });
      for await (const text of answer.textStream) write(text);
      history.push({ role: 'assistant', content: (await answer.final()).text });
    } catch (error) {
      if (!isSecureLLMError(error)) throw error;
      history.pop(); // so that the next question stands alone
      write(`[${error.code}] ${error.message}`);
    }
    write('\n\nyou> ');
  }
  write('\nGood bye.\n');
}

if (process.argv[1] === import.meta.filename) {
  const { OPENAI_API_KEY: apiKey } = process.env;
  const provider = apiKey ? openai({ apiKey, model: 'gpt-5-mini' }) : local();
  await main(provider, createInterface({ input: process.stdin }));
}
