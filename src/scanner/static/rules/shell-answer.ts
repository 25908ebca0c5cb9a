import { agentToolsIn } from '../agent-tools.ts';
import { propertyOf } from '../bindings.ts';
import { type Call, calledOf, callsIn } from '../calls.ts';
import { isInside } from '../nodes.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const shellAnswer: StaticRule = {
  id: 'SLLM-SHELL-ANSWER',
  title: 'Model output in a shell command',
  severity: 'critical',
  why: 'A prompt, or a page that the model reads, can have any command run with the rights of your process.',
  fix: 'Offer tools for single tasks with checked arguments; `execFile` with a fixed program; a person approves the rest.',
  refs: ['LLM05:2025', 'LLM06:2025', 'CWE-78'],
  script(file, tell) {
    const approved = agentToolsIn(file).filter(({ asksFirst }) => asksFirst);
    for (const call of callsIn(file)) {
      const command = commandOf(file, call);
      if (
        command.some((each) => file.flow.comesFrom(each, 'model')) &&
        !approved.some(({ run }) => isInside(call, run))
      )
        tell(call);
    }
  },
  bad: [
    {
      text: () =>
        'import { exec } from \'node:child_process\';\nconst { text } = await generateText({ model, prompt });\nexec(`git commit -m "${text}"`);',
    },
    {
      text: () =>
        "import { exec } from 'child_process';\nimport { promisify } from 'util';\nimport { tool } from 'ai';\nconst run = promisify(exec);\nexport const shell = tool({ inputSchema, execute: async ({ command }) => (await run(command)).stdout });",
    },
    {
      text: () =>
        "const cp = require('child_process');\nconst r = await openai.chat.completions.create({ messages });\ncp.spawn(r.choices[0].message.content, { shell: true });",
    },
    {
      text: () =>
        "import { spawn } from 'node:child_process';\nconst { text } = await generateText({ model, prompt });\nspawn('bash', ['-c', text]);",
    },
  ],
  good: [
    {
      text: () =>
        "import { execFile } from 'node:child_process';\nconst { text } = await generateText({ model, prompt });\nexecFile('git', ['commit', '-m', text]);",
    },
    {
      text: () =>
        "import { exec } from 'node:child_process';\nimport { tool } from 'ai';\nexport const shell = tool({ inputSchema, needsApproval: true, execute: async ({ command }) => exec(command) });",
    },
    {
      text: () =>
        'const { text } = await generateText({ model, prompt });\nconst found = /a(b)/.exec(text);\ndb.exec(text);',
    },
    {
      text: () =>
        "import { execSync } from 'node:child_process';\nconst diff = execSync('git diff').toString();\nconst { text } = await generateText({ model, prompt: diff });",
    },
  ],
};

const SHELLS = /^(?:\/bin\/)?(?:ba|z|da)?sh$|^(?:cmd(?:\.exe)?|powershell|pwsh)$/;

/** The arguments that a shell, or the system as the name of a program, reads. */
function commandOf(file: ScriptFile, call: Call) {
  const called = calledOf(file, call);
  const [program, args, options] = call.arguments;
  if (!called || !program) return [];
  if (/^(?:exec|execSync)$/.test(called.name) && called.module === 'child_process') return [program];
  if (called.name === 'exec' && called.module === 'shelljs') return [program];
  if (/^(?:execaCommand|execaCommandSync)$/.test(called.name) && called.module === 'execa') return [program];
  if (!/^(?:spawn|spawnSync|execFile|execFileSync)$/.test(called.name) || called.module !== 'child_process') return [];
  const shell = propertyOf(file, options ?? args, 'shell');
  const usesShell =
    (shell && !(shell.type === 'BooleanLiteral' && !shell.value)) || SHELLS.test(file.bindings.textOf(program) ?? '');
  return usesShell && args ? [program, args] : [program];
}
