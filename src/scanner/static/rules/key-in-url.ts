import { isModelUrl } from '../model-api.ts';
import type { StaticRule } from '../rule.ts';

const KEY_PARAMETER = /[?&](?:key|api[_-]?key|access_token|subscription-key)=[^&]/i;

export const keyInUrl: StaticRule = {
  id: 'SLLM-KEY-IN-URL',
  title: 'Provider key in the URL of a request',
  severity: 'medium',
  why: 'URLs are written into the logs of proxies and servers, into traces and error reports, and the key with them.',
  fix: 'Send the key in a header: `authorization`, `x-api-key`, or `x-goog-api-key` for Gemini.',
  refs: ['LLM02:2025', 'API8:2023', 'CWE-598'],
  script(file, tell) {
    const sums = file.nodes('BinaryExpression').filter((node) => file.parentOf(node)?.type !== 'BinaryExpression');
    for (const node of [...file.nodes('TemplateLiteral'), ...sums]) {
      const shape = file.bindings.shapeOf(node);
      if (KEY_PARAMETER.test(shape) && isModelUrl(shape)) tell(node);
    }
    for (const node of file.nodes('CallExpression')) {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.object.type !== 'MemberExpression') continue;
      const { object, property } = callee.object;
      if (property.type !== 'Identifier' || property.name !== 'searchParams') continue;
      const url = file.bindings.resolved(object);
      const [name] = node.arguments;
      const [given] = url.type === 'NewExpression' ? url.arguments : [];
      if (!name || !given || !isModelUrl(file.bindings.shapeOf(given))) continue;
      if (KEY_PARAMETER.test(`?${file.bindings.shapeOf(name)}=…`)) tell(node);
    }
  },
  bad: [
    {
      text: () =>
        'const url = `https://generativelanguage.googleapis.com/v1beta/models/${model}:generateContent?key=${process.env.GEMINI_API_KEY}`;',
    },
    {
      text: () =>
        "const BASE = 'https://generativelanguage.googleapis.com';\nfetch(BASE + '/v1beta/models/m:streamGenerateContent?alt=sse&key=' + apiKey);",
    },
    {
      text: () =>
        "const url = new URL('https://generativelanguage.googleapis.com/v1beta/models');\nurl.searchParams.set('key', apiKey);",
    },
  ],
  good: [
    { text: () => 'const link = `https://shop.example/verify?token=${token}&key=${row.key}`;' },
    { text: () => 'const map = `https://maps.googleapis.com/maps/api/js?key=${mapsKey}`;' },
    { text: () => 'fetch(`https://api.openai.com/v1/files?limit=${limit}`);' },
    { text: () => "const url = new URL('https://api.openai.com/v1/files');\nurl.searchParams.set('after', cursor);" },
    { text: () => "const cached = 'https://api.openai.com/v1/models?key=';" },
  ],
};
