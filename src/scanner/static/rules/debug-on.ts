import type { Node } from '@babel/types';
import { nameOf, pathOf, propertyOf } from '../bindings.ts';
import { lastStage, stagesIn } from '../dockerfile.ts';
import type { StaticRule } from '../rule.ts';
import type { NodeOf, ScriptFile } from '../script-file.ts';

export const debugOn: StaticRule = {
  id: 'SLLM-DEBUG-ON',
  title: 'Debug mode left on',
  severity: 'medium',
  why: 'Stack traces show strangers how the service is built, and debug logs of SDKs hold prompts, answers and headers.',
  fix: 'Turn it on by a variable that only your own machine sets; answer errors with a code and log the rest.',
  refs: ['LLM02:2025', 'API8:2023', 'CWE-489'],
  script(file, tell) {
    for (const node of file.nodes('CallExpression')) {
      const path = pathOf(node.callee);
      const [first, second] = node.arguments;
      const name = first && file.bindings.textOf(first);
      if (/^\w*(?:app|server)\.set$/i.test(path) && isDebugSetting(file, name, second)) tell(node);
      if (file.bindings.imported(path)?.module === 'errorhandler' && !isConditional(file, node)) tell(node);
    }
    for (const node of file.nodes('MemberExpression'))
      if (isStack(node) && file.around(node, answers) && !isConditional(file, node)) tell(node);
    for (const node of file.nodes('NewExpression')) {
      const { module = '' } = file.bindings.imported(pathOf(node.callee)) ?? {};
      const level = propertyOf(file, node.arguments[0], 'logLevel');
      if (/^(?:openai|@anthropic-ai\/sdk|groq-sdk)$/.test(module) && level && file.bindings.textOf(level) === 'debug')
        tell(level);
    }
    for (const node of file.nodes('AssignmentExpression')) {
      const path = pathOf(node.left);
      const value = file.bindings.textOf(node.right);
      const isOn = node.right.type === 'BooleanLiteral' && node.right.value;
      if ((path === 'process.env.DEBUG' && value === '*') || (/^(?:app|server)\.debug$/.test(path) && isOn)) tell(node);
    }
  },
  texts: {
    dockerfile(file, tell) {
      if (/\b(?:dev|development|local|test)\b/i.test(file.path)) return;
      for (const { instructions } of lastStage(stagesIn(file)).slice(0, 1))
        for (const each of instructions) if (each.name === 'ENV' && DEBUG_SETTING.test(each.rest)) tell(each);
    },
    env(file, tell) {
      if (!/\.env\.prod(?:uction)?$/.test(file.path)) return;
      for (const found of file.text.matchAll(/^(?:DEBUG=["']?\*|NODE_ENV=["']?dev\w*).*$/gm))
        tell({ start: found.index, end: found.index + found[0].length });
    },
  },
  bad: [
    { text: () => "const app = express();\napp.set('env', 'development');" },
    { text: () => "import OpenAI from 'openai';\nconst openai = new OpenAI({ logLevel: 'debug' });" },
    {
      text: () =>
        'app.use((err, req, res, next) => {\n  res.status(500).json({ error: err.message, stack: err.stack });\n});',
    },
    { text: () => "import errorhandler from 'errorhandler';\napp.use(errorhandler());" },
    { path: 'Dockerfile', text: () => 'FROM node:24\nENV NODE_ENV=development\nCMD ["node", "server.js"]' },
    { path: '.env.production', text: () => 'PORT=80\nDEBUG=*' },
  ],
  good: [
    {
      text: () =>
        "if (process.env.NODE_ENV === 'development') app.use(errorhandler());\nimport errorhandler from 'errorhandler';",
    },
    { text: () => "res.json({ error: 'failed', ...(isDevelopment && { stack: err.stack }) });" },
    { text: () => 'logger.error(err.stack);\nres.status(500).json({ error: "failed" });' },
    { text: () => "import OpenAI from 'openai';\nnew OpenAI({ logLevel: process.env.LOG_LEVEL });" },
    {
      path: 'Dockerfile',
      text: () => 'FROM node:24 AS dev\nENV NODE_ENV=development\nFROM node:24\nENV NODE_ENV=production',
    },
    { path: '.env.development', text: () => 'DEBUG=*' },
  ],
};

const DEBUG_SETTING = /\bNODE_ENV[= ]["']?dev|\bDEBUG[= ]["']?\*/;

const isDebugSetting = (file: ScriptFile, name: string | undefined, value: Node | undefined): boolean =>
  (name === 'env' && value !== undefined && file.bindings.textOf(value) === 'development') ||
  (name === 'debug' && value?.type === 'BooleanLiteral' && value.value);

const isStack = (node: NodeOf<'MemberExpression'>): boolean =>
  !node.computed && nameOf(node.property) === 'stack' && /^(?:e|ex|err|error|exception)$/i.test(pathOf(node.object));

/** Whether a node is the call that answers a request. */
const answers = (node: Node): boolean =>
  node.type === 'CallExpression' &&
  /\b(?:res|response|reply|c)(?:\.\w+)*\.(?:json|send|end|write|text)$/.test(pathOf(node.callee));

/** Whether a node is only reached where something says so: a conditional expression, or an `if` that asks for the environment. */
const isConditional = (file: ScriptFile, node: Node): boolean =>
  file.around(
    node,
    (at) =>
      at.type === 'ConditionalExpression' ||
      at.type === 'LogicalExpression' ||
      (at.type === 'IfStatement' && ENVIRONMENT.test(file.text.slice(at.test.start ?? 0, at.test.end ?? 0))),
  ) !== undefined;

const ENVIRONMENT = /env|dev|debug|prod|verbose/i;
