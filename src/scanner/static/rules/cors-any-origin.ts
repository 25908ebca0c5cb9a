import type { Node } from '@babel/types';
import { nameOf, pathOf, propertyOf } from '../bindings.ts';
import { functionsThatAsk } from '../functions.ts';
import { isModelPackage } from '../packages.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const corsAnyOrigin: StaticRule = {
  id: 'SLLM-CORS-ANY',
  title: 'Pages of any origin may use a service that asks models',
  severity: 'medium',
  why: 'Any web page can call the service from the browsers of its visitors, read the answers and spend your tokens; with credentials, in the name of whoever is signed in.',
  fix: 'Name the origins of your own pages, and nothing else.',
  refs: ['API8:2023', 'CWE-942'],
  script(file, tell) {
    const asks = asksModels(file);
    for (const node of file.nodes('CallExpression')) {
      if (!isCors(file, node.callee)) continue;
      const options = node.arguments.find((each) => file.bindings.resolved(each).type === 'ObjectExpression');
      if (node.arguments.length > 0 && !options && !isPlugin(node.callee)) continue;
      const origin = propertyOf(file, options, 'origin');
      const credentials = propertyOf(file, options, 'credentials');
      const isWide = isAny(file, origin) || (!origin && !hasSpread(file, options));
      if (isWide && (asks || (origin && isTrue(credentials)))) tell(origin ?? node);
    }
    if (!asks && !/(?:^|\/)next\.config\.[cm]?[jt]s$/.test(file.path)) return;
    for (const node of file.nodes('CallExpression')) {
      const [name, value] = node.arguments;
      if (
        /\.(?:setHeader|header|set|append)$/.test(pathOf(node.callee)) &&
        isAllowOrigin(file, name) &&
        isAny(file, value)
      )
        tell(node);
    }
    for (const node of file.nodes('ObjectExpression')) {
      const key = propertyOf(file, node, 'key');
      const value = propertyOf(file, node, 'value');
      if (isAllowOrigin(file, key) && isAny(file, value)) tell(node);
    }
    for (const node of file.nodes('ObjectProperty'))
      if (HEADER.test(nameOf(node.key)) && isAny(file, node.value)) tell(node);
  },
  bad: [
    {
      text: () =>
        "import cors from 'cors';\nimport OpenAI from 'openai';\nconst app = express();\napp.use(cors());\nexport const openai = new OpenAI();",
    },
    { text: () => "import cors from 'cors';\napp.use(cors({ origin: true, credentials: true }));" },
    {
      path: 'app/api/chat/route.ts',
      text: () =>
        "export async function POST(req) {\n  const { text } = await generateText({ model, prompt: 'Hi' });\n  return new Response(text, { headers: { 'Access-Control-Allow-Origin': '*' } });\n}",
    },
  ],
  good: [
    {
      text: () =>
        "import cors from 'cors';\nimport OpenAI from 'openai';\napp.use(cors({ origin: 'https://app.example' }));",
    },
    { text: () => "import cors from 'cors';\napp.use(cors());\napp.get('/fonts', fonts);" },
    { text: () => "import cors from 'cors';\nimport OpenAI from 'openai';\napp.use(cors(corsOptions));" },
    {
      text: () =>
        "import cors from 'cors';\nimport OpenAI from 'openai';\napp.use(cors({ origin: process.env.ORIGIN, credentials: true }));",
    },
  ],
};

const HEADER = /^access-control-allow-origin$/i;

const asksModels = (file: ScriptFile): boolean =>
  functionsThatAsk(file).size > 0 ||
  file
    .nodes('ImportDeclaration')
    .some(({ source, importKind }) => importKind !== 'type' && isModelPackage(source.value));

function isCors(file: ScriptFile, callee: Node): boolean {
  const path = pathOf(callee);
  const [, plugin] = /^\w+\.(register)$/.exec(path) ?? [];
  if (plugin) return file.bindings.imports('@fastify/cors') && firstIsCors(file, callee);
  const { module } = file.bindings.imported(path) ?? {};
  return module === 'cors' || module === 'hono/cors' || module === '@koa/cors';
}

const isPlugin = (callee: Node): boolean => pathOf(callee).endsWith('.register');

function firstIsCors(file: ScriptFile, callee: Node): boolean {
  const call = file.parentOf(callee);
  const [first] = call?.type === 'CallExpression' ? call.arguments : [];
  return first !== undefined && file.bindings.imported(pathOf(first))?.module === '@fastify/cors';
}

const isTrue = (node: Node | undefined): boolean => node?.type === 'BooleanLiteral' && node.value;

const isAny = (file: ScriptFile, node: Node | undefined): boolean =>
  node !== undefined && (isTrue(node) || file.bindings.textOf(node) === '*');

const isAllowOrigin = (file: ScriptFile, node: Node | undefined): boolean =>
  node !== undefined && HEADER.test(file.bindings.textOf(node) ?? '');

function hasSpread(file: ScriptFile, node: Node | undefined): boolean {
  const object = node && file.bindings.resolved(node);
  return object?.type === 'ObjectExpression' && object.properties.some(({ type }) => type === 'SpreadElement');
}
