import type { StaticRule } from '../rule.ts';

const TOOLS =
  /^(?:PythonInterpreterTool|PythonREPLTool|ShellTool|BashTool|E2BCodeInterpreter|JavaScriptREPLTool|SqlToolkit|RequestsPostTool)$/;

export const shellTool: StaticRule = {
  id: 'SLLM-SHELL-TOOL',
  title: 'Agent with a tool for any code, query or request',
  severity: 'high',
  why: 'One tool that does everything gives whoever steers the model everything your process may do.',
  fix: 'Offer tools for single tasks with checked arguments; run code in a container without secrets or network.',
  refs: ['LLM06:2025', 'CWE-250'],
  script(file, tell) {
    for (const node of [...file.nodes('NewExpression'), ...file.nodes('CallExpression')]) {
      const { callee } = node;
      const root = callee.type === 'MemberExpression' ? callee.object : callee;
      if (root.type !== 'Identifier') continue;
      const imported = file.bindings.imported(root.name);
      if (imported && TOOLS.test(imported.name) && imported.module.includes('langchain')) tell(node);
    }
  },
  bad: [
    {
      text: () =>
        "import { PythonInterpreterTool } from '@langchain/community/experimental/tools/pyinterpreter';\nconst tools = [await PythonInterpreterTool.initialize({ indexURL })];",
    },
    {
      text: () =>
        "import { SqlToolkit } from 'langchain/agents/toolkits/sql';\nconst tools = new SqlToolkit(db, model).getTools();",
    },
  ],
  good: [
    {
      text: () =>
        "import { Calculator } from '@langchain/community/tools/calculator';\nconst tools = [new Calculator()];",
    },
    { text: () => "import { ShellTool } from './shelf';\nconst drill = new ShellTool();" },
  ],
};
