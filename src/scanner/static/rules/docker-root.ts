import { lastStage, stagesIn } from '../dockerfile.ts';
import type { StaticRule } from '../rule.ts';

export const dockerRoot: StaticRule = {
  id: 'SLLM-DOCKER-ROOT',
  title: 'Container that runs as root',
  severity: 'medium',
  why: 'Whatever a model, a tool or a package is talked into runs with every right that the container has.',
  fix: 'Put `USER node`, or another user without rights, before CMD.',
  refs: ['LLM06:2025', 'CWE-250'],
  texts: {
    dockerfile(file, tell) {
      const chain = lastStage(stagesIn(file));
      const [last] = chain;
      const start = last?.instructions.findLast(({ name }) => name === 'CMD' || name === 'ENTRYPOINT');
      if (
        !last ||
        !start ||
        /nonroot|rootless|\$/.test(chain.at(-1)?.image ?? '') ||
        !RUNS_AS_ROOT.test(chain.at(-1)?.image ?? '')
      )
        return;
      const user = chain
        .map(({ instructions }) => instructions.findLast(({ name }) => name === 'USER'))
        .find((each) => each !== undefined);
      if (!user || /^(?:root|0)(?::|$)/.test(user.rest)) tell(user ?? start);
    },
  },
  bad: [
    { path: 'Dockerfile', text: () => 'FROM node:24-alpine\nCOPY . .\nCMD ["node", "server.js"]' },
    {
      path: 'Dockerfile',
      text: () => 'FROM node:24\nUSER node\nRUN npm ci\nUSER root\nENTRYPOINT ["node", "server.js"]',
    },
  ],
  good: [
    { path: 'Dockerfile', text: () => 'FROM node:24-alpine\nCOPY . .\nUSER node\nCMD ["node", "server.js"]' },
    { path: 'Dockerfile', text: () => 'FROM node:24 AS base\nUSER node\nFROM base\nCMD ["node", "server.js"]' },
    { path: 'Dockerfile', text: () => 'FROM gcr.io/distroless/nodejs24:nonroot\nCMD ["server.js"]' },
    {
      path: 'Dockerfile',
      text: () => 'FROM node:24 AS build\nRUN npm run build\nFROM scratch\nCOPY --from=build /app/dist /',
    },
  ],
};

/** Images that are known to begin as root. */
const RUNS_AS_ROOT =
  /^(?:(?:docker\.io\/)?(?:library\/)?|.*\/)(?:node|oven\/bun|bun|denoland\/deno|python|debian|ubuntu|alpine|nodejs\d*-debian\d+)(?::|@|$)/;
