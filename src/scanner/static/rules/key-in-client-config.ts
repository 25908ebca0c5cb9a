import type { Node } from '@babel/types';
import { nameOf, propertyOf } from '../bindings.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const keyInClientConfig: StaticRule = {
  id: 'SLLM-CONFIG-KEY',
  title: 'Build configuration that puts a key into the code of pages',
  severity: 'critical',
  why: 'What `env`, `publicRuntimeConfig` and `define` hold is written into the bundle that every visitor loads.',
  fix: 'Read the key on the server alone, as `process.env.NAME` in a route.',
  refs: ['LLM02:2025', 'API2:2023', 'CWE-522'],
  script(file, tell) {
    const [, tool] = /(?:^|\/)(next|vite|nuxt|webpack)\.config\.[cm]?[jt]s$/.exec(file.path) ?? [];
    if (!tool) return;
    for (const node of file.nodes('ObjectProperty')) {
      const name = nameOf(node.key);
      if (!(PUBLISHED[tool] ?? []).includes(name) && !(name === 'public' && isRuntimeConfig(file, node))) continue;
      for (const key of keysOf(file, node.value)) tell(key);
    }
    for (const { callee, arguments: given } of file.nodes('NewExpression'))
      if (/DefinePlugin$|EnvironmentPlugin$/.test(file.text.slice(callee.start ?? 0, callee.end ?? 0)))
        for (const each of given) for (const key of keysOf(file, each)) tell(key);
  },
  bad: [
    { path: 'next.config.js', text: () => 'module.exports = { env: { OPENAI_API_KEY: process.env.OPENAI_API_KEY } };' },
    {
      path: 'vite.config.ts',
      text: () => "export default { define: { 'process.env.OPENAI_API_KEY': JSON.stringify(env.OPENAI_API_KEY) } };",
    },
    {
      path: 'nuxt.config.ts',
      text: () => 'export default { runtimeConfig: { public: { openaiApiKey: process.env.KEY } } };',
    },
  ],
  good: [
    {
      path: 'next.config.js',
      text: () => 'module.exports = { env: { APP_URL: process.env.APP_URL, STRIPE_PUBLIC_KEY: key } };',
    },
    {
      path: 'next.config.js',
      text: () => 'module.exports = { serverRuntimeConfig: { OPENAI_API_KEY: process.env.OPENAI_API_KEY } };',
    },
    {
      path: 'nuxt.config.ts',
      text: () => 'export default { runtimeConfig: { openaiApiKey: process.env.KEY, public: { url } } };',
    },
    {
      path: 'src/config.ts',
      text: () => 'export const config = { env: { OPENAI_API_KEY: process.env.OPENAI_API_KEY } };',
    },
  ],
};

const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  next: ['env', 'publicRuntimeConfig'],
  vite: ['define'],
};
const KEY = /(?:api_?key|secret(?:_?key)?|access_?token|auth_?token|password)['"]?$/i;
const PUBLIC = /public|publishable|anon|site_?key/i;

const isRuntimeConfig = (file: ScriptFile, node: Node): boolean =>
  file.around(node, (at) => at.type === 'ObjectProperty' && nameOf(at.key) === 'runtimeConfig') !== undefined;

/** The properties of an object that are named as keys are. */
function keysOf(file: ScriptFile, node: Node): readonly Node[] {
  const object = file.bindings.resolved(node);
  if (object.type !== 'ObjectExpression') return [];
  return object.properties.filter((each) => {
    if (each.type !== 'ObjectProperty') return false;
    const name = nameOf(each.key);
    return KEY.test(name) && !PUBLIC.test(name) && propertyOf(file, object, name) !== undefined;
  });
}
