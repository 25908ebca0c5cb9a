import type { Node } from '@babel/types';
import { pathOf, propertyOf } from '../bindings.ts';
import { clientsIn, lacks } from '../clients.ts';
import { type ModelCall, modelCallsIn } from '../model-calls.ts';
import type { StaticRule } from '../rule.ts';
import { isFunction } from '../scopes.ts';
import type { ScriptFile } from '../script-file.ts';

/** SDKs that try again by themselves, and what they import as. */
const RETRYING = ['openai', '@anthropic-ai/sdk', 'groq-sdk', 'together-ai', 'cohere-ai'];
const OF_AI_SDK = /^(?:generate|stream)(?:Text|Object)$/;
const RETRIERS = ['p-retry', 'async-retry', 'promise-retry', 'exponential-backoff', 'ts-retry', 'retry', 'cockatiel'];

/** Whether it is certain that a call is tried again by the SDK. */
function triesAgain(file: ScriptFile, { node, path }: ModelCall): boolean {
  const [body, options] = node.arguments;
  if (OF_AI_SDK.test(path)) return file.bindings.imported(path)?.module === 'ai' && lacks(file, body, ['maxRetries']);
  return lacks(file, options, ['maxRetries']) && makesRetryingClient(file);
}

const makesRetryingClient = (file: ScriptFile): boolean =>
  clientsIn(file).some(
    ({ sdk, options }) => RETRYING.includes(sdk) && (lacks(file, options, ['maxRetries']) || isMany(file, options)),
  );

function isMany(file: ScriptFile, options: Node | undefined): boolean {
  const count = propertyOf(file, options, 'maxRetries');
  return count?.type === 'NumericLiteral' && count.value > 0;
}

/** The functions that a package for retries runs. */
function retried(file: ScriptFile): ReadonlySet<Node> {
  const declared = new Map(file.nodes('FunctionDeclaration').map((node) => [node.id?.name, node]));
  const functions = new Set<Node>();
  for (const { callee, arguments: given } of file.nodes('CallExpression')) {
    const [first = '', last] = pathOf(callee).split('.');
    const isRetrier =
      last === 'execute'
        ? file.bindings.imports('cockatiel')
        : RETRIERS.includes(file.bindings.imported(first)?.module ?? '');
    if (isRetrier)
      for (const each of given)
        functions.add((each.type === 'Identifier' && declared.get(each.name)) || file.bindings.resolved(each));
  }
  return functions;
}

const isLoop = ({ type }: Node): boolean =>
  type === 'ForStatement' || type === 'WhileStatement' || type === 'DoWhileStatement' || type === 'ForOfStatement';

/** A loop that counts attempts around a `try` that holds the call. */
function isInLoop(file: ScriptFile, { node }: ModelCall): boolean {
  let isTried = false;
  const loop = file.around(node, (each) => {
    isTried ||= each.type === 'TryStatement';
    return isLoop(each) || isFunction(each);
  });
  if (!loop || !isTried || !isLoop(loop) || !('body' in loop) || Array.isArray(loop.body)) return false;
  const { start, end } = loop.body as Node;
  const head = file.text.slice(loop.start ?? 0, start ?? 0) + file.text.slice(end ?? 0, loop.end ?? 0);
  return /attempt|retr(?:y|ies)|tries/i.test(head);
}

export const stackedRetries: StaticRule = {
  id: 'SLLM-STACKED-RETRIES',
  title: 'Retries around an SDK that retries by itself',
  severity: 'medium',
  why: 'The attempts multiply: three around three are nine calls for one, sent and paid for while the provider is overloaded.',
  fix: 'Retry in one place: `maxRetries: 0` for the SDK, or no loop around it.',
  refs: ['LLM10:2025', 'API4:2023', 'CWE-400'],
  script(file, tell) {
    const calls = modelCallsIn(file);
    if (calls.length === 0) return;
    const functions = retried(file);
    for (const call of calls)
      if (isInLoop(file, call) || file.around(call.node, (each) => functions.has(each)))
        if (triesAgain(file, call)) tell(call.node);
  },
  bad: [
    {
      text: () =>
        "import pRetry from 'p-retry';\nimport OpenAI from 'openai';\nconst ai = new OpenAI({ timeout: 9_000 });\nawait pRetry(() => ai.responses.create({ model, input }), { retries: 5 });",
    },
    {
      text: () =>
        "import retry from 'async-retry';\nimport Anthropic from '@anthropic-ai/sdk';\nconst ai = new Anthropic({ maxRetries: 3 });\nasync function ask() {\n  return ai.messages.create({ model, messages });\n}\nawait retry(ask);",
    },
    {
      text: () =>
        "import OpenAI from 'openai';\nconst ai = new OpenAI();\nfor (let attempt = 0; attempt < 3; attempt++) {\n  try {\n    return await ai.chat.completions.create({ model, messages });\n  } catch (error) {\n    await sleep(2 ** attempt * 1000);\n  }\n}",
    },
    {
      text: () =>
        "import { handleAll, retry } from 'cockatiel';\nimport { generateText } from 'ai';\nconst policy = retry(handleAll, { maxAttempts: 3 });\nawait policy.execute(() => generateText({ model, prompt }));",
    },
  ],
  good: [
    {
      text: () =>
        "import pRetry from 'p-retry';\nimport OpenAI from 'openai';\nconst ai = new OpenAI({ maxRetries: 0 });\nawait pRetry(() => ai.responses.create({ model, input }));",
    },
    {
      text: () =>
        "import pRetry from 'p-retry';\nimport OpenAI from 'openai';\nconst ai = new OpenAI();\nawait pRetry(() => ai.responses.create({ model, input }, { maxRetries: 0 }));",
    },
    {
      text: () =>
        "import pRetry from 'p-retry';\nimport OpenAI from 'openai';\nconst ai = new OpenAI();\nawait pRetry(() => db.save(row));\nawait ai.responses.create({ model, input });",
    },
    {
      text: () =>
        "import OpenAI from 'openai';\nconst ai = new OpenAI();\nfor (const row of rows) {\n  try {\n    await ai.responses.create({ model, input: row.text });\n  } catch (error) {\n    failed.push(row);\n  }\n}",
    },
    {
      text: () =>
        "import { generateText } from 'ai';\nfor (let attempt = 0; attempt < 3; attempt++) {\n  try {\n    await generateText({ model, prompt, maxRetries: 0 });\n  } catch {}\n}",
    },
  ],
};
