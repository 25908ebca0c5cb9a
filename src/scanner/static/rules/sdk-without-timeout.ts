import { propertyOf } from '../bindings.ts';
import { clientsIn, lacks } from '../clients.ts';
import { type ModelCall, modelCallsIn } from '../model-calls.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

/** What bounds a call, by where it may stand; a `fetch` of the user's own may have a timeout inside. */
const OF_CLIENTS = [
  'timeout',
  'timeoutMs',
  'timeoutInSeconds',
  'httpOptions',
  'fetch',
  'fetchOptions',
  'httpAgent',
  'httpClient',
];
const OF_CALLS = ['timeout', 'timeoutMs', 'timeoutInSeconds', 'signal', 'abortSignal', 'httpOptions', 'fetchOptions'];
const SDKS = [
  'openai',
  '@anthropic-ai/sdk',
  '@google/genai',
  '@mistralai/mistralai',
  'groq-sdk',
  'cohere-ai',
  'together-ai',
];

/** Whether a call certainly sets no limit on its time: in its options, or in the `config` of its body. */
function isUnbounded(file: ScriptFile, { node }: ModelCall): boolean {
  const [body, options] = node.arguments;
  return (
    lacks(file, options, OF_CALLS) &&
    lacks(file, body, OF_CALLS) &&
    lacks(file, propertyOf(file, body, 'config'), OF_CALLS)
  );
}

export const sdkWithoutTimeout: StaticRule = {
  id: 'SLLM-NO-TIMEOUT',
  title: 'Provider SDK without a timeout',
  severity: 'medium',
  why: 'SDKs wait ten minutes for an answer, or for ever: a provider that hangs ties up your requests, sockets and memory.',
  fix: 'Set `timeout` where the client is made, or a `signal` on every call: AbortSignal.timeout(30_000).',
  refs: ['LLM10:2025', 'API4:2023', 'CWE-1088'],
  script(file, tell) {
    const open = clientsIn(file).filter(({ sdk, options }) => SDKS.includes(sdk) && isOpenEnded(file, options));
    if (open.length === 0) return;
    const calls = modelCallsIn(file);
    const unbounded = calls.filter((call) => isUnbounded(file, call));
    const told = unbounded.length === calls.length ? open : unbounded; // no call has a limit: the client is where to set one
    for (const { node } of told) tell(node);
  },
  bad: [
    { text: () => "import OpenAI from 'openai';\nexport const openai = new OpenAI();" },
    {
      text: () =>
        "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic({ apiKey: key });\nawait client.messages.create({ model, messages, max_tokens: 500 });",
    },
    {
      text: () =>
        "const { GoogleGenAI } = require('@google/genai');\nconst ai = new GoogleGenAI({ apiKey: key, httpOptions: { apiVersion: 'v1' } });",
    },
    {
      text: () =>
        "import { AzureOpenAI } from 'openai';\nconst options = { endpoint, apiVersion };\nnew AzureOpenAI(options);",
    },
    {
      text: () =>
        "import OpenAI from 'openai';\nconst ai = new OpenAI();\nawait ai.responses.create({ model, input }, { signal });\nawait ai.responses.create({ model, input: other });",
    },
  ],
  good: [
    { text: () => "import OpenAI from 'openai';\nexport const openai = new OpenAI({ timeout: 30_000 });" },
    {
      text: () =>
        "import OpenAI from 'openai';\nconst ai = new OpenAI();\nawait ai.responses.create({ model, input }, { timeout: 5_000 });",
    },
    {
      text: () =>
        "import OpenAI from 'openai';\nexport const make = (options) => new OpenAI({ ...defaults, ...options });",
    },
    {
      text: () =>
        "import { GoogleGenAI } from '@google/genai';\nnew GoogleGenAI({ apiKey: key, httpOptions: { timeout: 20_000 } });",
    },
    {
      text: () =>
        "import { GoogleGenAI } from '@google/genai';\nconst ai = new GoogleGenAI({ apiKey: key });\nawait ai.models.generateContent({ model, contents, config: { abortSignal: AbortSignal.timeout(9_000) } });",
    },
    {
      text: () =>
        "import OpenAI from 'openai';\nfunction one() {\n  const options = {};\n}\nfunction other() {\n  const options = { ...defaults };\n  return new OpenAI(options);\n}",
    },
    {
      text: () =>
        "import OpenAI from 'openai';\nconst options = { apiKey: key };\noptions.timeout = 9_000;\nnew OpenAI(options);",
    },
    { text: () => "import { OpenAI } from './our-own.ts';\nnew OpenAI();" },
    {
      text: () =>
        "import OpenAI from 'openai';\nif (error instanceof OpenAI.APIError) throw new OpenAI.OpenAIError('no');",
    },
  ],
};

/** Whether a client is certainly made without a limit. `httpOptions` is no limit by itself. */
function isOpenEnded(file: ScriptFile, options: Parameters<typeof lacks>[1]): boolean {
  const http = propertyOf(file, options, 'httpOptions');
  if (http) return lacks(file, http, ['timeout']);
  return lacks(file, options, OF_CLIENTS);
}
