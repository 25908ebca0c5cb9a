import { instructionsIn } from '../dockerfile.ts';
import type { StaticRule } from '../rule.ts';

export const dockerEnvFile: StaticRule = {
  id: 'SLLM-DOCKER-ENV-FILE',
  title: '.env file copied into an image',
  severity: 'high',
  why: 'Whoever can pull the image has every key of it; deleting the file in a later layer removes nothing.',
  fix: 'Leave it out, name it in .dockerignore, and give variables when the container starts.',
  refs: ['LLM02:2025', 'CWE-538'],
  texts: {
    dockerfile(file, tell) {
      for (const each of instructionsIn(file)) {
        if (each.name !== 'COPY' && each.name !== 'ADD') continue;
        const sources = each.rest
          .split(/[\s",[\]]+/)
          .filter((word) => word && !word.startsWith('--'))
          .slice(0, -1);
        if (sources.some((word) => ENV_FILE.test(word))) tell(each);
      }
    },
  },
  bad: [
    { path: 'Dockerfile', text: () => 'FROM node:24\nCOPY package.json .env ./' },
    { path: 'Dockerfile', text: () => 'FROM node:24\nADD [".env.production", "/app/.env"]' },
  ],
  good: [
    { path: 'Dockerfile', text: () => 'FROM node:24\nCOPY .env.example ./.env\nCOPY src ./src' },
    { path: 'Dockerfile', text: () => 'FROM node:24\nCOPY . .\n# COPY .env .' },
  ],
};

const ENV_FILE = /(?:^|\/)\.env(?:\.(?!example|sample|template|defaults|dist)[\w.*-]+|\*)?$/;
