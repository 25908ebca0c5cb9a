import { isModelPackage } from '../packages.ts';
import type { StaticRule } from '../rule.ts';

export const sdkUnpinned: StaticRule = {
  id: 'SLLM-SDK-UNPINNED',
  title: 'Any version of a package that holds the key is taken',
  severity: 'medium',
  why: 'The next install brings whatever was published last, or whatever a branch holds, into the process that has the key.',
  fix: 'Name a range such as `^6.2.0`, keep the lockfile in the repository, and install with `npm ci`.',
  refs: ['LLM03:2025', 'CWE-1357'],
  texts: {
    json(file, tell) {
      if (!/(?:^|\/)package\.json$/.test(file.path)) return;
      for (const group of ['dependencies', 'devDependencies', 'optionalDependencies']) {
        const given = (file.json as Record<string, unknown> | undefined)?.[group];
        if (typeof given !== 'object' || given === null) continue;
        let from = Math.max(0, file.text.indexOf(`"${group}"`));
        for (const [name, version] of Object.entries(given)) {
          if (!isModelPackage(name) || typeof version !== 'string' || !ANY.test(version)) continue;
          from = Math.max(from, file.text.indexOf(`"${name}"`, from));
          tell({ start: from, end: from + name.length + 2 });
        }
      }
    },
  },
  bad: [
    { path: 'package.json', text: () => '{ "dependencies": { "openai": "*" } }' },
    {
      path: 'package.json',
      text: () => '{ "dependencies": { "@ai-sdk/openai": "latest", "ai": "github:someone/ai" } }',
    },
  ],
  good: [
    { path: 'package.json', text: () => '{ "dependencies": { "openai": "^6.2.0", "chalk": "*" } }' },
    {
      path: 'package.json',
      text: () => '{ "peerDependencies": { "openai": "*" }, "dependencies": { "ai": "workspace:*" } }',
    },
    { path: 'data/package-list.json', text: () => '{ "dependencies": { "openai": "*" } }' },
  ],
};

const ANY = /^(?:|\*|x|latest|next|>=?\s*\d[\d.]*|(?:git\+|git:|github:|https?:|[\w-]+\/).*)$/;
