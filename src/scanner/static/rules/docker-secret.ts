import { instructionsIn } from '../dockerfile.ts';
import type { StaticRule } from '../rule.ts';

export const dockerSecret: StaticRule = {
  id: 'SLLM-DOCKER-SECRET',
  title: 'Secret given to an image as ARG or ENV',
  severity: 'high',
  why: 'Both stay in the history of the image, for whoever can pull it to read.',
  fix: 'Use `RUN --mount=type=secret` while building, and variables of the container at run time.',
  refs: ['LLM02:2025', 'CWE-538'],
  texts: {
    dockerfile(file, tell) {
      for (const each of instructionsIn(file)) {
        if (each.name !== 'ARG' && each.name !== 'ENV') continue;
        const pairs = Array.from(each.rest.matchAll(PAIR), ([, name = '', , value]) => ({ name, value }));
        const isKept = ({ name, value }: { readonly name: string; readonly value: string | undefined }) =>
          SECRET.test(name) && (value === undefined ? each.name === 'ARG' : !PLACEHOLDER.test(value));
        if (pairs.some(isKept)) tell(each);
      }
    },
  },
  bad: [
    { path: 'Dockerfile', text: () => 'FROM node:24\nARG OPENAI_API_KEY\nRUN npm run build' },
    { path: 'Dockerfile', text: () => 'FROM node:24\nARG KEY\nENV NODE_ENV=production ANTHROPIC_API_KEY=$KEY' },
    { path: 'Dockerfile', text: () => 'FROM node:24\nENV GITHUB_TOKEN abcdefgh' },
  ],
  good: [
    { path: 'Dockerfile', text: () => 'FROM node:24\nRUN --mount=type=secret,id=npm npm ci\nENV PORT=80' },
    { path: 'Dockerfile', text: () => 'FROM node:24\nENV OPENAI_API_KEY=""\nENV JWT_SECRET=build-placeholder' },
    { path: 'Dockerfile', text: () => 'FROM node:24\nENV MAX_TOKENS=500 OPENAI_API_KEY_FILE=/run/secrets/openai' },
  ],
};

const PAIR = /\b([A-Za-z_]\w*)(=|\s+|$)("[^"]*"|'[^']*'|\S+)?/g;
const SECRET = /(?:^|_)(?:API_?KEY|SECRET(?:_KEY)?|(?:ACCESS|AUTH|NPM|GITHUB|GH|HF)_TOKEN|PASSWORD|PRIVATE_KEY)$/i;
const PLACEHOLDER = /^["']?(?:["']?$|.*(?:placeholder|dummy|change_?me|example|your|fake|none|xxx))/i;
