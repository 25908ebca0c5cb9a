import { stagesIn } from '../dockerfile.ts';
import type { StaticRule } from '../rule.ts';

export const dockerLatest: StaticRule = {
  id: 'SLLM-DOCKER-LATEST',
  title: 'Base image without a version',
  severity: 'low',
  why: 'The next build may be another system, with other flaws, and nobody decided so.',
  fix: 'Name a version, or better its digest: `node:24.1-alpine@sha256:…`.',
  refs: ['LLM03:2025', 'CWE-1357'],
  texts: {
    dockerfile(file, tell) {
      const stages = stagesIn(file);
      const names = new Set(stages.map(({ name }) => name));
      for (const { image, from } of stages)
        if (image !== 'scratch' && !names.has(image) && !/[$@]/.test(image) && !/:(?!latest$)[^/]+$/.test(image))
          tell(from);
    },
  },
  bad: [
    { path: 'Dockerfile', text: () => 'FROM node\nUSER node\nCMD ["node", "server.js"]' },
    { path: 'Dockerfile', text: () => 'FROM --platform=linux/amd64 registry.example:5000/base:latest AS build' },
  ],
  good: [
    { path: 'Dockerfile', text: () => 'FROM node:24-alpine AS build\nFROM build\nFROM scratch' },
    { path: 'Dockerfile', text: () => 'ARG BASE=node:24\nFROM $BASE\nFROM registry.example:5000/base:1.2' },
  ],
};
