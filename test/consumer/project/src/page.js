import { SecureLLMClient } from 'secure-llm';
import { openai } from 'secure-llm/openai';

/** A chat box: what a page of a user would hold, and nothing more. The tests look at the size of this bundle. */
const out = document.getElementById('out');

globalThis.ask = async (apiKey) => {
  const provider = openai({ apiKey, model: 'gpt-5-mini', dangerouslyAllowBrowser: true });
  const client = new SecureLLMClient({ provider });
  const { text } = await client.chat('hi');
  const seen = [];
  for await (const piece of client.stream('hi').textStream) {
    seen.push(piece);
    out.textContent += piece;
  }
  const refused = await client.chat('').catch((error) => error.code);
  return { text, seen, refused };
};

globalThis.askWithout = (apiKey) => {
  try {
    openai({ apiKey, model: 'gpt-5-mini' });
    return 'accepted';
  } catch (error) {
    return error.name;
  }
};
