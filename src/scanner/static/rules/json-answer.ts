import type { Node } from '@babel/types';
import { pathOf } from '../bindings.ts';
import { callsIn, isCall } from '../calls.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const jsonAnswer: StaticRule = {
  id: 'SLLM-JSON-ANSWER',
  title: 'JSON of a model used without a schema',
  severity: 'low',
  why: 'Models leave fields out and invent others: the code behind it fails far from the cause, or trusts what nobody checked.',
  fix: 'Check it against a schema first: `client.object(input, { schema })`, or `schema.parse(JSON.parse(text))`.',
  refs: ['LLM05:2025', 'CWE-20'],
  script(file, tell) {
    const names = checkedNames(file);
    for (const call of callsIn(file)) {
      const [text] = call.arguments;
      if (pathOf(call.callee) !== 'JSON.parse' || !text || !file.flow.comesFrom(text, 'model')) continue;
      if (/(?:^|\.)(?:arguments|text\(\))$/.test(pathOf(text)) || isChecked(file, call, names)) continue;
      if (file.parentOf(call)?.type === 'ExpressionStatement') continue; // asks only whether it is JSON
      tell(call);
    }
  },
  bad: [
    {
      text: () =>
        'const { text } = await generateText({ model, prompt });\nconst order = JSON.parse(text);\nawait pay(order.total);',
    },
    {
      text: () =>
        'const r = await openai.chat.completions.create({ messages });\nreturn JSON.parse(r.choices[0].message.content ?? "{}") as Order;',
    },
  ],
  good: [
    {
      text: () =>
        'const { text } = await generateText({ model, prompt });\nconst order = Order.parse(JSON.parse(text));',
    },
    {
      text: () =>
        'const { text } = await generateText({ model, prompt });\nconst raw = JSON.parse(text);\nconst { data } = Order.safeParse(raw);',
    },
    { text: () => 'const order = JSON.parse(req.body.order);' },
    {
      text: () =>
        'const r = await openai.chat.completions.create({ messages, tools });\nconst text = JSON.stringify(r.choices[0].message);',
    },
  ],
};

const CHECKS =
  /\.(?:parse|safeParse|parseAsync|validate|validateSync|assert|check|decode|Check|Decode)$|^(?:validate|assert|is|check|parse)\w*$|^v\.(?:parse|safeParse)$/;

const checks = (node: Node): boolean =>
  isCall(node) && CHECKS.test(pathOf(node.callee)) && pathOf(node.callee) !== 'JSON.parse';

/** The names that a schema or a check of the code's own sees. */
const checkedNames = (file: ScriptFile): ReadonlySet<string> =>
  new Set(
    callsIn(file)
      .filter(checks)
      .flatMap((call) =>
        call.arguments.flatMap((given) => (given.type === 'Identifier' ? [file.flow.keyOf(given)] : [])),
      ),
  );

/** Whether what was parsed goes straight to a check, or into a name that does. */
function isChecked(file: ScriptFile, call: Node, names: ReadonlySet<string>): boolean {
  if (file.around(call, checks)) return true;
  const declared = file.around(call, ({ type }) =>
    /^(?:VariableDeclarator|AssignmentExpression|BlockStatement)$/.test(type),
  );
  const target =
    declared?.type === 'VariableDeclarator'
      ? declared.id
      : declared?.type === 'AssignmentExpression'
        ? declared.left
        : undefined;
  return target?.type === 'Identifier' && names.has(file.flow.keyOf(target));
}
