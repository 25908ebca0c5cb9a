import { pathOf } from '../bindings.ts';
import { calledOf, callsIn } from '../calls.ts';
import type { StaticRule } from '../rule.ts';

const PATH_FIRST =
  /^(?:promises\.)?(?:readFile|writeFile|appendFile|unlink|rm|rmdir|mkdir|open|createReadStream|createWriteStream|readdir|copyFile|rename|chmod|cp|outputFile|remove)(?:Sync)?$/;

export const fileAnswer: StaticRule = {
  id: 'SLLM-FILE-ANSWER',
  title: 'Model output names a file',
  severity: 'high',
  why: 'A path with `../` or from the root reads your keys, or writes a file that runs at the next start.',
  fix: 'Resolve it under one folder and refuse what leaves it, or let the model choose an id that you look up.',
  refs: ['LLM05:2025', 'LLM06:2025', 'CWE-22'],
  script(file, tell) {
    const checksFolder = callsIn(file).some(({ callee }) => looksAtFolder(pathOf(callee)));
    if (checksFolder) return;
    for (const call of callsIn(file)) {
      const called = calledOf(file, call);
      const [path] = call.arguments;
      if (!path || !called || !/^(?:fs|fs\/promises|fs-extra)$/.test(called.module) || !PATH_FIRST.test(called.name))
        continue;
      if (file.flow.comesFrom(path, 'model')) tell(call);
    }
  },
  bad: [
    {
      text: () =>
        "import { readFile } from 'node:fs/promises';\nimport { tool } from 'ai';\nexport const read = tool({ inputSchema, execute: ({ path }) => readFile(path, 'utf8') });",
    },
    {
      text: () =>
        "import fs from 'fs';\nimport path from 'path';\nconst { object } = await generateObject({ model, schema });\nfs.writeFileSync(path.join('out', object.fileName), object.code);",
    },
  ],
  good: [
    {
      text: () =>
        "import fs from 'fs';\nconst { text } = await generateText({ model, prompt });\nfs.writeFileSync('answer.txt', text);",
    },
    {
      text: () =>
        "import fs from 'fs';\nimport path from 'path';\nconst { object } = await generateObject({ model, schema });\nfs.writeFileSync(path.join('out', path.basename(object.fileName)), object.code);",
    },
    {
      text: () =>
        "import fs from 'node:fs';\nimport path from 'node:path';\nimport { tool } from 'ai';\nexport const read = tool({ inputSchema, execute: ({ name }) => {\n  const file = path.resolve(ROOT, name);\n  if (!file.startsWith(ROOT + path.sep)) throw new Error('outside');\n  return fs.readFileSync(file, 'utf8');\n} });",
    },
  ],
};

/** What a check of the folder looks like: `file.startsWith(ROOT)`, `path.relative`, `assertInside`. */
function looksAtFolder(path: string): boolean {
  const last = path.slice(path.lastIndexOf('.') + 1);
  if (last === 'startsWith') return /path|file|target|resolved|full|absolute|safe/i.test(path);
  return last === 'relative' || (/^(?:is|assert|ensure|validate)/.test(last) && /Path|Inside|Within/.test(last));
}
