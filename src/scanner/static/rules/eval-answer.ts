import { pathOf } from '../bindings.ts';
import { callsIn } from '../calls.ts';
import type { StaticRule } from '../rule.ts';

const RUNS =
  /^(?:(?:globalThis\.|window\.)?(?:eval|Function)|setTimeout|setInterval|(?:vm\.)?(?:runInNewContext|runInThisContext|runInContext|compileFunction)|(?:vm\.)?Script|AsyncFunction)$/;

export const evalAnswer: StaticRule = {
  id: 'SLLM-EVAL-ANSWER',
  title: 'Model output run as code',
  severity: 'critical',
  why: 'Whoever steers the model, by a prompt or a page that it reads, runs code in your process. `node:vm` is no sandbox.',
  fix: 'Ask for data with a schema and act on that; run generated code only in a container without secrets or network.',
  refs: ['LLM05:2025', 'CWE-95'],
  script(file, tell) {
    for (const call of [...callsIn(file), ...file.nodes('NewExpression')]) {
      if (!RUNS.test(pathOf(call.callee))) continue;
      for (const given of /^set/.test(pathOf(call.callee)) ? call.arguments.slice(0, 1) : call.arguments)
        if (file.flow.comesFrom(given, 'model')) tell(call);
    }
  },
  bad: [
    { text: () => 'const { text } = await generateText({ model, prompt });\neval(text);' },
    {
      text: () =>
        "async function ask(q) {\n  const r = await openai.chat.completions.create({ messages: q });\n  return r.choices[0].message.content;\n}\nconst code = await ask(q);\nconst run = new Function('input', code);",
    },
    {
      text: () =>
        "import { tool } from 'ai';\nimport vm from 'node:vm';\nexport const js = tool({ inputSchema, execute: async ({ code }) => vm.runInNewContext(code) });",
    },
  ],
  good: [
    { text: () => 'const { text } = await generateText({ model, prompt });\nsetTimeout(() => show(text), 100);' },
    { text: () => 'const { text } = await generateText({ model, prompt });\nredis.eval(SCRIPT, 1, text);' },
    { text: () => "const { text } = await generateText({ model, prompt });\nexecute(text);\neval('1 + 1');" },
    {
      text: () =>
        'function a() { const code = answer.choices[0].message.content; return code; }\nfunction b(code) { eval(code); }',
    },
  ],
};
