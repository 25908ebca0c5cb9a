import { anyProperty, clientsIn } from '../clients.ts';
import { isModelUrl, MODEL_VENDOR } from '../model-api.ts';
import type { StaticRule, Tell } from '../rule.ts';
import { settingsIn } from '../settings.ts';
import type { TextFile } from '../text-file.ts';

const HOST = /^http:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)/i;
/** The machine itself, and names that only a private network knows, such as those of containers. */
const NEAR = /^(?:127\.[\d.]+|0\.0\.0\.0|\[::1\]|[^.]*|.*\.(?:localhost|local|internal|svc|cluster\.local|test))$/i;

function isPlain(url: string): boolean {
  const host = HOST.exec(url)?.[1];
  return host !== undefined && !host.includes('\0') && !/[${<]/.test(host) && !NEAR.test(host);
}

function inText(file: TextFile, tell: Tell): void {
  for (const setting of settingsIn(file))
    if (MODEL_VENDOR.test(setting.name) && /(?:URL|ENDPOINT|HOST|BASE)$/.test(setting.name) && isPlain(setting.value))
      tell(setting, `${setting.name} is a plain http URL`);
}

export const plainHttp: StaticRule = {
  id: 'SLLM-PLAIN-HTTP',
  title: 'Provider asked over plain http',
  severity: 'high',
  why: 'Everybody on the way reads the key, the prompts and the answers, and can change them.',
  fix: 'Use https. For a model on the same machine, use a loopback address.',
  refs: ['LLM02:2025', 'API8:2023', 'CWE-319'],
  script(file, tell) {
    for (const { options } of clientsIn(file)) {
      const url = anyProperty(file, options, ['baseURL', 'baseUrl', 'endpoint', 'serverURL']);
      if (url && isPlain(file.bindings.shapeOf(url))) tell(file.bindings.resolved(url));
    }
    for (const node of [...file.nodes('StringLiteral'), ...file.nodes('TemplateLiteral')]) {
      const shape = file.bindings.shapeOf(node);
      if (isPlain(shape) && isModelUrl(shape)) tell(node);
    }
  },
  texts: { env: inText, dockerfile: inText, ci: inText },
  bad: [
    { text: () => "import OpenAI from 'openai';\nnew OpenAI({ baseURL: 'http://llm.example.com/v1' });" },
    { text: () => "const URL = 'http://10.2.0.7:8000/v1/chat/completions';\nawait fetch(URL);" },
    { text: () => 'await fetch(`http://llm.example.com/v1beta/models/${model}:generateContent`);' },
    { path: '.env', text: () => 'OPENAI_BASE_URL="http://llm.example.com/v1"\n' },
    { path: 'Dockerfile', text: () => 'ENV OPENAI_API_BASE http://llm.example.com/v1\n' },
  ],
  good: [
    {
      text: () =>
        "import OpenAI from 'openai';\nnew OpenAI({ baseURL: 'http://localhost:11434/v1', apiKey: 'ollama' });",
    },
    { text: () => "await fetch('http://ollama:11434/v1/chat/completions');" },
    { text: () => "import OpenAI from 'openai';\nnew OpenAI({ baseURL: process.env.OPENAI_BASE_URL });" },
    { text: () => "const xmlns = 'http://www.w3.org/2000/svg';" },
    { path: '.env', text: () => 'OPENAI_BASE_URL=http://127.0.0.1:8000/v1\nLLM_URL=http://model.internal/v1\n' },
    { path: '.env', text: () => 'SITE_URL=http://shop.example.com\n' },
  ],
};
