import { pathOf } from '../bindings.ts';
import { callsIn } from '../calls.ts';
import type { StaticRule } from '../rule.ts';

export const toolLookup: StaticRule = {
  id: 'SLLM-TOOL-LOOKUP',
  title: 'Tool looked up in an object by a name of the model',
  severity: 'low',
  why: 'A name that is not there ends the request, and `constructor` or `toString` is there in every object.',
  fix: 'Keep tools in a `Map`, or ask `Object.hasOwn(tools, name)` first.',
  refs: ['LLM06:2025', 'CWE-470', 'CWE-1321'],
  script(file, tell) {
    const asksFirst = callsIn(file).some(({ callee }) => HAS_OWN.test(pathOf(callee)));
    if (asksFirst) return;
    const looked = new Set(
      file.nodes('BinaryExpression').flatMap(({ operator, right }) => (operator === 'in' ? [pathOf(right)] : [])),
    );
    for (const call of callsIn(file)) {
      const { callee } = call;
      if (callee.type !== 'MemberExpression' || !callee.computed || callee.object.type !== 'Identifier') continue;
      const { name } = callee.object;
      if (file.bindings.valueOf(callee.object)?.type !== 'ObjectExpression' || looked.has(name)) continue;
      if (file.flow.comesFrom(callee.property, 'model')) tell(call);
    }
  },
  bad: [
    {
      text: () =>
        'const tools = { add, find };\nconst r = await openai.chat.completions.create({ messages });\nfor (const call of r.choices[0].message.tool_calls) await tools[call.function.name](call.function.arguments);',
    },
  ],
  good: [
    {
      text: () =>
        "const tools = { add, find };\nconst { toolCalls } = await generateText({ model });\nfor (const call of toolCalls) {\n  if (!Object.hasOwn(tools, call.toolName)) throw new Error('unknown tool');\n  await tools[call.toolName](call.input);\n}",
    },
    { text: () => "const tools = { add, find };\nawait tools[req.params.kind === 'a' ? 'add' : 'find'](1);" },
    {
      text: () =>
        'const tools = new Map();\nconst { toolCalls } = await generateText({ model });\nfor (const call of toolCalls) await tools.get(call.toolName)?.(call.input);',
    },
  ],
};

const HAS_OWN = /^Object\.hasOwn$|hasOwnProperty(?:\.call)?$/;
