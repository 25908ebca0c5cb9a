import type { Node } from '@babel/types';
import { nameOf } from '../bindings.ts';
import type { StaticRule, Tell } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';
import { settingsIn } from '../settings.ts';
import type { TextFile } from '../text-file.ts';

const LATEST =
  /^(?:[\w-]+\/)?(?:gpt|chatgpt|claude|gemini|mistral|ministral|magistral|codestral|devstral|pixtral|llama|qwen|deepseek|command|grok|phi|gemma)[\w.:-]*[-:]latest$/i;
const PROPERTIES = /^(?:model|modelName|modelId|model_name)$/;
const PROVIDERS = /^(?:@ai-sdk|secure-llm)\//;

/** The model that an expression names by default, behind `||` and `??`. */
function named(file: ScriptFile, node: Node): Node | undefined {
  const at = file.bindings.resolved(node);
  const last = at.type === 'LogicalExpression' ? at.right : at;
  return LATEST.test(file.bindings.textOf(last) ?? '') ? file.bindings.resolved(last) : undefined;
}

function inText(file: TextFile, tell: Tell): void {
  for (const setting of settingsIn(file))
    if (/(?:^|_)MODEL(?:_NAME|_ID)?$/.test(setting.name) && LATEST.test(setting.value)) tell(setting);
}

export const modelUnpinned: StaticRule = {
  id: 'SLLM-MODEL-LATEST',
  title: 'Model pinned to what is latest',
  severity: 'low',
  why: 'The vendor changes what stands behind the name whenever it likes: what you tested, safeguards too, is not what runs.',
  fix: 'Name a version, with its date where the vendor has one, and change it together with your tests.',
  refs: ['LLM03:2025', 'CWE-1357'],
  script(file, tell) {
    const ask = (node: Node | null | undefined) => {
      const found = node && named(file, node);
      if (found) tell(found);
    };
    for (const node of file.nodes('ObjectProperty'))
      if (!node.computed && PROPERTIES.test(nameOf(node.key)) && file.parentOf(node)?.type === 'ObjectExpression')
        ask(node.value);
    for (const { callee, arguments: given } of file.nodes('CallExpression'))
      if (callee.type === 'Identifier' && PROVIDERS.test(file.bindings.imported(callee.name)?.module ?? ''))
        ask(given[0]);
  },
  texts: { env: inText, dockerfile: inText, ci: inText },
  bad: [
    { text: () => "await client.messages.create({ model: 'claude-3-5-sonnet-latest', messages });" },
    { text: () => "const MODEL = process.env.MODEL ?? 'chatgpt-4o-latest';\nconst options = { model: MODEL };" },
    { text: () => "import { mistral } from '@ai-sdk/mistral';\nconst model = mistral('mistral-large-latest');" },
    { path: '.env', text: () => 'OPENAI_MODEL=chatgpt-4o-latest\n' },
    { path: 'Dockerfile', text: () => 'ENV OLLAMA_MODEL=llama3.2:latest\n' },
  ],
  good: [
    { text: () => "await client.messages.create({ model: 'claude-sonnet-4-5-20250929', messages });" },
    { text: () => "const prices = { 'claude-3-5-sonnet-latest': 3, 'chatgpt-4o-latest': 5 };" },
    {
      text: () =>
        "const car = { model: 'latest' };\nif (model === 'gemini-flash-latest') throw new Error('not this one');",
    },
    { text: () => "docker.run({ image: 'postgres:latest' });" },
    { path: 'Dockerfile', text: () => 'FROM node:latest\nENV TAG=latest\n' },
  ],
};
