import type { Fetch } from '../../../src/transport/fetch.ts';

/** One way to ask a model, as its own documentation sets it up, retries off. */
export interface Subject {
  /** One call to its end. */
  readonly chat: (prompt: string) => Promise<unknown>;
  /** One stream to its end; answers how many characters came. */
  readonly stream: (prompt: string) => Promise<number>;
}

export type Open = (baseURL: string) => Promise<Subject>;

const HIGH = 1e12; // limits that are counted and not reached
const apiKey = ['sk', 'bench', 'only'].join('-');
const model = 'gpt-5-mini';
const OFF = { unicode: false, secrets: false, pii: false, injection: false } as const;
const OFF_BACK = { unicode: false, links: false, secrets: false, pii: false, leak: false } as const;
const messagesOf = (content: string) => [{ role: 'user' as const, content }];

async function lengthOf(texts: AsyncIterable<string | null | undefined>): Promise<number> {
  let length = 0;
  for await (const text of texts) length += text?.length ?? 0;
  return length;
}

async function ours(
  baseURL: string,
  { bare = false, fetch }: { bare?: boolean; fetch?: Fetch } = {},
): Promise<Subject> {
  const { SecureLLMClient } = await import('../../../src/index.ts');
  const { openai } = await import('../../../src/node/openai.ts');
  const client = new SecureLLMClient({
    provider: openai({ apiKey, baseURL, model, ...(fetch && { fetch }) }),
    throttle: { requestsPerMinute: HIGH, tokensPerMinute: HIGH, maxConcurrency: HIGH },
    audit: () => {},
    ...(bare && { sanitize: OFF, output: OFF_BACK, fence: false }),
  });
  return {
    chat: (prompt) => client.chat(prompt),
    stream: (prompt) => lengthOf(client.stream(prompt).textStream),
  };
}

async function bareFetch(baseURL: string): Promise<Subject> {
  const ask = (content: string, stream: boolean) =>
    fetch(`${baseURL}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model, messages: messagesOf(content), stream }),
    });
  return {
    chat: async (prompt) => (await ask(prompt, false)).json(),
    async stream(prompt) {
      const decoder = new TextDecoder();
      let length = 0;
      for await (const bytes of (await ask(prompt, true)).body ?? []) length += decoder.decode(bytes).length;
      return length; // of the wire: nothing is parsed
    },
  };
}

async function vendor(baseURL: string): Promise<Subject> {
  const { default: OpenAI } = await import('openai');
  const { completions } = new OpenAI({ apiKey, baseURL, maxRetries: 0 }).chat;
  async function* texts(prompt: string) {
    const stream = await completions.create({ model, messages: messagesOf(prompt), stream: true });
    for await (const { choices } of stream) yield choices[0]?.delta.content;
  }
  return {
    chat: (prompt) => completions.create({ model, messages: messagesOf(prompt) }),
    stream: (prompt) => lengthOf(texts(prompt)),
  };
}

async function aiSdk(baseURL: string): Promise<Subject> {
  const { generateText, streamText } = await import('ai');
  const { createOpenAI } = await import('@ai-sdk/openai');
  const chat = { model: createOpenAI({ apiKey, baseURL }).chat(model), maxRetries: 0 };
  return {
    chat: (prompt) => generateText({ ...chat, prompt }),
    stream: (prompt) => lengthOf(streamText({ ...chat, prompt }).textStream),
  };
}

async function langChain(baseURL: string): Promise<Subject> {
  const { ChatOpenAI } = await import('@langchain/openai');
  const chat = new ChatOpenAI({ apiKey, model, maxRetries: 0, configuration: { baseURL } });
  async function* texts(prompt: string) {
    for await (const { content } of await chat.stream(prompt)) yield String(content);
  }
  return { chat: (prompt) => chat.invoke(prompt), stream: (prompt) => lengthOf(texts(prompt)) };
}

/** The checks that run in the process: personal data, keys, URLs. */
async function guardrails(baseURL: string): Promise<Subject> {
  const { GuardrailsOpenAI, PIIConfig, SecretKeysConfig } = await import('@openai/guardrails');
  const checks = [
    { name: 'Contains PII', config: PIIConfig.parse({}) },
    { name: 'Secret Keys', config: SecretKeysConfig.parse({}) },
    { name: 'URL Filter', config: {} },
  ];
  const stage = { version: 1, guardrails: checks };
  const client = await GuardrailsOpenAI.create(
    { version: 1, input: stage, output: stage },
    { apiKey, baseURL, maxRetries: 0 },
  );
  const { completions } = client.chat;
  async function* texts(prompt: string) {
    const stream = await completions.create({ model, messages: messagesOf(prompt), stream: true });
    for await (const { choices } of stream) yield choices?.[0]?.delta?.content; // its last one holds no choices
  }
  return {
    chat: (prompt) => completions.create({ model, messages: messagesOf(prompt) }),
    stream: (prompt) => lengthOf(texts(prompt)),
  };
}

export const OURS = 'secure-llm';
export const OURS_OVER_FETCH = 'secure-llm over fetch';
export const FETCH = 'fetch';
export const OPENAI = 'openai';

/** By name. The first is ours as it is in Node, with every safeguard on. */
export const SUBJECTS: Readonly<Record<string, Open>> = {
  [OURS]: (url) => ours(url),
  [OURS_OVER_FETCH]: (url) => ours(url, { fetch: (...given) => fetch(...given) }),
  'secure-llm, guards off': (url) => ours(url, { bare: true }),
  [FETCH]: bareFetch,
  [OPENAI]: vendor,
  'ai + @ai-sdk/openai': aiSdk,
  '@langchain/openai': langChain,
  '@openai/guardrails, local checks': guardrails,
};
