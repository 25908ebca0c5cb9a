import type { Node } from '@babel/types';
import { anyProperty, clientsIn } from '../clients.ts';
import { httpCallsIn, isModelUrl } from '../model-api.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

const NAMES = ['baseURL', 'baseUrl', 'endpoint', 'azureEndpoint', 'azure_endpoint', 'serverURL'];
const NESTED = ['httpOptions', 'configuration', 'clientOptions'];

const IN_HOST = /^(?:https?:\/\/[^/?#]*)?$/;

/** The parts of an URL that decide on its host. */
function hostParts(file: ScriptFile, url: Node): readonly Node[] {
  const at = file.bindings.resolved(url);
  if (at.type === 'BinaryExpression' && at.operator === '+')
    return IN_HOST.test(file.bindings.shapeOf(at.left)) ? [at.left, at.right] : hostParts(file, at.left);
  if (at.type !== 'TemplateLiteral') return [at];
  let before = '';
  return at.expressions.filter((_, index) => {
    before += at.quasis[index]?.value.raw ?? '';
    return IN_HOST.test(before);
  });
}

const isAsked = (file: ScriptFile, url: Node): boolean =>
  hostParts(file, url).some((part) => file.flow.comesFrom(part, 'request'));

export const baseUrlFromRequest: StaticRule = {
  id: 'SLLM-BASE-URL-FROM-REQUEST',
  title: 'Address of the provider taken from a request',
  severity: 'high',
  why: 'Whoever sends the request has your server send the key and the prompts to any host, inside your network too.',
  fix: 'Let requests choose from a list of names that stands on the server, each with its address and its key.',
  refs: ['LLM02:2025', 'API7:2023', 'CWE-918'],
  script(file, tell) {
    for (const { options } of clientsIn(file))
      for (const each of [options, ...NESTED.map((name) => anyProperty(file, options, [name]))]) {
        const url = anyProperty(file, each, NAMES);
        if (url && isAsked(file, url)) tell(url);
      }
    for (const { url, shape } of httpCallsIn(file)) if (isModelUrl(shape) && isAsked(file, url)) tell(url);
  },
  bad: [
    {
      text: () =>
        "import OpenAI from 'openai';\nconst { baseURL } = req.body;\nnew OpenAI({ baseURL, apiKey: key, timeout: 9_000 });",
    },
    {
      text: () =>
        "import { createOpenAI } from '@ai-sdk/openai';\nconst body = await request.json();\ncreateOpenAI({ baseURL: `${body.host}/v1`, apiKey: key });",
    },
    { text: () => 'await fetch("https://" + req.body.host + "/v1/messages", { signal });' },
    { text: () => 'await fetch(`https://${req.body.resource}.openai.azure.com/openai/v1/responses`, { signal });' },
    { text: () => 'const { host } = req.body;\nawait fetch(`${host}/v1/chat/completions`, { signal });' },
    {
      text: () =>
        "import { GoogleGenAI } from '@google/genai';\nnew GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: req.query.url, timeout: 9_000 } });",
    },
  ],
  good: [
    { text: () => "import OpenAI from 'openai';\nnew OpenAI({ baseURL: HOSTS[req.body.host], apiKey: key });" },
    { text: () => "import OpenAI from 'openai';\nnew OpenAI({ baseURL: process.env.OPENAI_BASE_URL });" },
    { text: () => 'await fetch(`https://api.openai.com/v1/models/${req.params.model}`, { signal });' },
    { text: () => 'await fetch(`${process.env.LLM_URL}/v1/chat/completions?user=${req.query.user}`, { signal });' },
    {
      text: () =>
        "import OpenAI from 'openai';\nnew OpenAI({ baseURL: `https://${region}.example.com/v1?from=${req.query.from}` });",
    },
  ],
};
