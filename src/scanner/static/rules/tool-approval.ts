import type { Node } from '@babel/types';
import { agentToolsIn } from '../agent-tools.ts';
import { pathOf } from '../bindings.ts';
import { type Call, calledOf, callsIn } from '../calls.ts';
import { isInside } from '../nodes.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const toolApproval: StaticRule = {
  id: 'SLLM-TOOL-APPROVAL',
  title: 'Tool with lasting effects runs unasked',
  severity: 'high',
  why: 'A line in a mail or a page is enough for the model to pay, send or delete in the name of your user.',
  fix: 'Have a person approve the call: `needsApproval` of the AI SDK and the agents SDK, `approve` of secure-llm, `interrupt()` in LangGraph.',
  refs: ['LLM06:2025', 'CWE-862'],
  script(file, tell) {
    const tools = agentToolsIn(file).filter(({ asksFirst }) => !asksFirst);
    if (tools.length === 0) return;
    const effects = callsIn(file).filter((call) => hasEffect(file, call));
    for (const { node, run } of tools) if (effects.some((call) => isInside(call, run))) tell(head(node));
  },
  bad: [
    {
      text: () =>
        "import { tool } from 'ai';\nexport const refund = tool({ inputSchema, execute: async ({ id }) => stripe.refunds.create({ charge: id }) });",
    },
    {
      text: () =>
        "import { unlink } from 'node:fs/promises';\nimport { tool } from '@langchain/core/tools';\nexport const remove = tool(async ({ id }) => { await unlink(files.get(id)); }, { name: 'remove', schema });",
    },
    {
      text: () =>
        "import { tool } from 'secure-llm';\nexport const mail = tool({ input, approve: true, execute: ({ to, text }) => transport.sendMail({ to, text }) });",
    },
    {
      text: () =>
        "import { DynamicTool } from '@langchain/core/tools';\nexport const drop = new DynamicTool({ name: 'drop', func: async (id) => prisma.user.delete({ where: { id } }) });",
    },
  ],
  good: [
    {
      text: () =>
        "import { tool } from 'ai';\nexport const refund = tool({ inputSchema, needsApproval: true, execute: async ({ id }) => stripe.refunds.create({ charge: id }) });",
    },
    {
      text: () =>
        "import { tool } from 'ai';\nexport const find = tool({ inputSchema, execute: async ({ id }) => prisma.user.findMany({ where: { id } }) });",
    },
    {
      text: () =>
        "import { tool } from 'secure-llm';\nexport const mail = tool({ input, execute: ({ to, text }) => transport.sendMail({ to, text }) });",
    },
    {
      text: () =>
        "import { tool } from '@langchain/core/tools';\nexport const pay = tool(async ({ id }) => {\n  if ((await interrupt({ id })) !== 'yes') return 'no';\n  return stripe.refunds.create({ charge: id });\n}, { name: 'pay', schema });",
    },
    {
      text: () =>
        "import { tool } from 'ai';\nexport const note = tool({ inputSchema, execute: async ({ key }) => { seen.delete(key); new Map().delete(key); } });",
    },
  ],
};

const EFFECT =
  /(?:^|\.)(?:sendMail|sendEmail|emails\.send|sgMail\.send|transporter?\.send\w*|chat\.postMessage|deleteMany|deleteOne|updateMany|updateOne|insertOne|insertMany|bulkWrite|destroy|dropCollection|dropDatabase|refunds\.create|charges\.create|paymentIntents\.(?:create|confirm)|transfers\.create|payouts\.create|axios\.(?:delete|put|patch))$|^prisma\.\w+\.(?:delete|update|upsert|create)$|^twilio\w*\.messages\.create$/;
const FILES = /^(?:promises\.)?(?:unlink|rm|rmdir|writeFile|appendFile|rename|remove|outputFile)(?:Sync)?$/;

/** Whether a call pays, sends, deletes or overwrites. */
function hasEffect(file: ScriptFile, call: Call): boolean {
  if (EFFECT.test(pathOf(call.callee))) return true;
  const called = calledOf(file, call);
  if (called && /^(?:fs|fs\/promises|fs-extra)$/.test(called.module)) return FILES.test(called.name);
  const [first] = call.arguments;
  return (
    /\.(?:query|execute|run)$/.test(pathOf(call.callee)) &&
    first !== undefined &&
    /^\s*(?:DELETE|UPDATE|INSERT|DROP|TRUNCATE)\s/i.test(beginning(file, first))
  );
}

const beginning = (file: ScriptFile, node: Node): string =>
  node.type === 'TemplateLiteral' ? (node.quasis[0]?.value.raw ?? '') : (file.bindings.textOf(node) ?? '');

/** The name of what makes a tool: a tool is long. */
const head = (node: Node): Node => ('callee' in node && node.callee ? (node.callee as Node) : node);
