import { pathOf } from '../bindings.ts';
import { type Call, callsIn } from '../calls.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const fetchAnswer: StaticRule = {
  id: 'SLLM-FETCH-ANSWER',
  title: 'Model output chooses the URL of a request',
  severity: 'high',
  why: 'The model can be told to ask your metadata service or admin pages, and to carry data out in the URL.',
  fix: 'Check the host against a list before the request, refuse private addresses and redirects to others.',
  refs: ['LLM05:2025', 'LLM06:2025', 'API7:2023', 'CWE-918'],
  script(file, tell) {
    const checksHost = callsIn(file).some((call) => looksAtHost(call));
    if (checksHost) return;
    for (const call of callsIn(file)) {
      const [url] = call.arguments;
      if (url && REQUESTS.test(pathOf(call.callee)) && isHostOpen(file, url) && file.flow.comesFrom(url, 'model'))
        tell(call);
    }
  },
  bad: [
    {
      text: () =>
        "import { tool } from 'ai';\nexport const read = tool({ inputSchema, execute: async ({ url }) => (await fetch(url)).text() });",
    },
    {
      text: () =>
        'const { object } = await generateObject({ model, schema });\nconst page = await axios.get(object.link);',
    },
  ],
  good: [
    {
      text: () =>
        "import { tool } from 'ai';\nexport const weather = tool({ inputSchema, execute: async ({ city }) => (await fetch(`https://api.example.com/weather?q=${encodeURIComponent(city)}`)).json() });",
    },
    {
      text: () =>
        "import { tool } from 'ai';\nexport const weather = tool({ inputSchema, execute: async ({ city }) => fetch(`${BASE}/weather/${city}`) });",
    },
    {
      text: () =>
        "import { tool } from 'ai';\nexport const read = tool({ inputSchema, execute: async ({ url }) => {\n  if (!HOSTS.includes(new URL(url).hostname)) throw new Error('host');\n  return (await fetch(url)).text();\n} });",
    },
    {
      text: () =>
        'const { text } = await generateText({ model, prompt });\nawait fetch(WEBHOOK, { method: "POST", body: text });',
    },
  ],
};

const REQUESTS = /^(?:fetch|got|axios(?:\.(?:get|post|head))?|request|needle|ky|page\.goto|undici\.(?:fetch|request))$/;
const CHECKS = /^(?:is|assert|ensure|validate|check)\w*$/;

/** `HOSTS.has(new URL(url).hostname)`, `assertPublicURL(url)`. */
function looksAtHost({ callee, arguments: [first] }: Call): boolean {
  const last = pathOf(callee).split('.').at(-1) ?? '';
  if (/^(?:has|includes)$/.test(last)) return first !== undefined && /^host(?:name)?$/.test(fieldOf(first));
  return CHECKS.test(last) && /URL|Url|Host|Link/.test(last);
}

const fieldOf = (node: Call['arguments'][number]): string =>
  node.type === 'MemberExpression' && node.property.type === 'Identifier'
    ? node.property.name
    : (pathOf(node).split('.').at(-1) ?? '');

/** Whether the text does not begin with a host or a base of the code's own. */
function isHostOpen(file: ScriptFile, url: Call['arguments'][number]): boolean {
  const at = file.bindings.resolved(url);
  if (at.type === 'TemplateLiteral') {
    const [hole] = at.expressions;
    return /^(?:https?:\/\/)?$/.test(at.quasis[0]?.value.raw ?? '') && !!hole && file.flow.comesFrom(hole, 'model');
  }
  return at.type !== 'BinaryExpression' || file.flow.comesFrom(at.left, 'model');
}
