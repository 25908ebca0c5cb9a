import { environmentName } from '../environment.ts';
import { isKeyName } from '../keys.ts';
import { MODEL_VENDOR } from '../model-api.ts';
import type { StaticRule, Tell } from '../rule.ts';
import { settingsIn } from '../settings.ts';
import type { TextFile } from '../text-file.ts';

/** What bundlers put into the scripts of a page, by how its name begins. */
const PUBLISHED = /^(?:NEXT_PUBLIC|NUXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|VUE_APP|GATSBY|PUBLIC|STORYBOOK)(?=_)/;

function isPublishedKey(name: string): boolean {
  const prefix = PUBLISHED.exec(name)?.[0];
  if (prefix === undefined) return false;
  const rest = name.slice(prefix.length);
  return MODEL_VENDOR.test(rest) && (isKeyName(rest) || /_(?:KEY|TOKEN)$/.test(rest));
}

const say = (name: string) => `${name} is built into the scripts of the page`;

function inText(file: TextFile, tell: Tell): void {
  for (const setting of settingsIn(file)) if (isPublishedKey(setting.name)) tell(setting, say(setting.name));
}

export const publicKeyName: StaticRule = {
  id: 'SLLM-BROWSER-KEY',
  title: 'Provider key under a name that is built into web pages',
  severity: 'critical',
  why: 'Bundlers write variables of such names into the scripts that every visitor loads, the key with them.',
  fix: 'Rename the variable without the prefix, read it on a server alone, revoke the key, and let pages ask a gateway.',
  refs: ['LLM02:2025', 'API2:2023', 'CWE-522'],
  script(file, tell) {
    for (const node of [...file.nodes('MemberExpression'), ...file.nodes('OptionalMemberExpression')]) {
      const name = environmentName(node);
      if (name !== undefined && isPublishedKey(name)) tell(node, say(name));
    }
  },
  texts: { env: inText, dockerfile: inText, ci: inText, json: inText },
  bad: [
    { text: () => 'const client = new OpenAI({ apiKey: process.env.NEXT_PUBLIC_OPENAI_API_KEY });' },
    { text: () => 'const key = import.meta.env.VITE_ANTHROPIC_API_KEY;' },
    { path: '.env', text: () => 'REACT_APP_GEMINI_KEY=\n' },
    { path: 'Dockerfile', text: () => 'ARG VITE_OPENAI_API_KEY=\nENV EXPO_PUBLIC_GROQ_API_KEY $KEY\n' },
    { path: '.gitlab-ci.yml', text: () => 'variables:\n  NEXT_PUBLIC_OPENAI_API_KEY: $OPENAI_API_KEY\n' },
    { path: 'vercel.json', text: () => '{ "env": { "NEXT_PUBLIC_LLM_API_KEY": "@key" } }' },
  ],
  good: [
    { text: () => 'const model = process.env.NEXT_PUBLIC_OPENAI_MODEL;' },
    { text: () => 'const key = process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY;' },
    { text: () => 'const maps = import.meta.env.VITE_GOOGLE_MAPS_API_KEY;' },
    { text: () => 'const key = process.env.OPENAI_API_KEY;' },
    { path: '.env', text: () => '# never: VITE_OPENAI_API_KEY=\nVITE_AI_ENABLED=true\nVITE_STRIPE_PUBLIC_KEY=pk\n' },
  ],
};
