import { madeUp } from '../../../guards/secrets/rule.ts';
import { keysIn } from '../keys.ts';
import type { StaticRule } from '../rule.ts';

export const keyInEnvFile: StaticRule = {
  id: 'SLLM-KEY-IN-ENV-FILE',
  title: 'API key in an environment file',
  severity: 'medium',
  why: 'Such files end up in repositories, images and backups. Whether git ignores this one cannot be seen from the file.',
  fix: 'Make sure that .gitignore and .dockerignore name the file; where it was ever committed, revoke the key.',
  refs: ['LLM02:2025', 'API8:2023', 'CWE-312'],
  alsoInTests: true,
  texts: {
    env({ text }, tell) {
      for (const key of keysIn(text)) tell(key);
    },
  },
  bad: [
    { path: '.env', text: () => `PORT=3000\nOPENAI_API_KEY=sk-proj-${madeUp(120)}\n` },
    { path: 'apps/web/.env.production', text: () => `export ANTHROPIC_API_KEY="sk-ant-api03-${madeUp(93)}AA"\n` },
    { path: '.env.example', text: () => `# GROQ_API_KEY=gsk_${madeUp(52)}\n` },
  ],
  good: [
    { path: '.env.example', text: () => 'OPENAI_API_KEY=sk-your-key-here\nANTHROPIC_API_KEY=\n' },
    { path: '.env', text: () => 'OPENAI_API_KEY=op://vault/openai/credential\nGEMINI_API_KEY=${SHARED_KEY}\n' },
    { path: '.env.local', text: () => 'OPENAI_BASE_URL=http://localhost:11434/v1\nMODEL=gpt-5-mini\n' },
  ],
};
