import type { Node } from '@babel/types';
import { pathOf } from '../bindings.ts';
import { callsIn } from '../calls.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const callByName: StaticRule = {
  id: 'SLLM-CALL-BY-NAME',
  title: 'Model output names the function to call',
  severity: 'high',
  why: 'Every global, method or module becomes a tool, `eval` and your private methods included.',
  fix: 'Look names up in a `Map` of the tools that you offer, and check their arguments against a schema.',
  refs: ['LLM06:2025', 'LLM05:2025', 'CWE-470'],
  script(file, tell) {
    for (const call of callsIn(file)) {
      const { callee } = call;
      const isImport = callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require');
      const [first] = call.arguments;
      if (isImport && first && file.flow.comesFrom(first, 'model')) tell(call);
      if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') continue;
      if (callee.computed && isOpen(file, callee.object) && file.flow.comesFrom(callee.property, 'model')) tell(call);
    }
    for (const node of file.nodes('ImportExpression')) if (file.flow.comesFrom(node.source, 'model')) tell(node);
  },
  bad: [
    {
      text: () =>
        'const r = await openai.chat.completions.create({ messages, tools });\nfor (const call of r.choices[0].message.tool_calls) globalThis[call.function.name](JSON.parse(call.function.arguments));',
    },
    {
      text: () =>
        'class Agent {\n  async run() {\n    const { toolCalls } = await generateText({ model, tools });\n    for (const call of toolCalls) await this[call.toolName](call.input);\n  }\n}',
    },
    {
      text: () =>
        "import * as actions from './actions.ts';\nconst { object } = await generateObject({ model, schema });\nawait actions[object.action](object.input);",
    },
    { text: () => 'const { text } = await generateText({ model, prompt });\nconst plugin = await import(text);' },
  ],
  good: [
    {
      text: () =>
        'const { toolCalls } = await generateText({ model, tools });\nfor (const call of toolCalls) await TOOLS.get(call.toolName)?.(call.input);',
    },
    { text: () => "for (const name of ['open', 'close']) this[name]();" },
    {
      text: () =>
        'const { text } = await generateText({ model, prompt });\nconst label = LABELS[text];\nrows[0](text);',
    },
  ],
};

/** Objects with more in them than tools: the globals, an instance, a module. */
const isOpen = (file: ScriptFile, object: Node): boolean =>
  object.type === 'ThisExpression' ||
  /^(?:globalThis|window|global|self)$/.test(pathOf(object)) ||
  (object.type === 'Identifier' && file.bindings.imported(object.name)?.name === '*');
