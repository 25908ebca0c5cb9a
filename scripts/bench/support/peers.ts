import vard from '@andersmyrmel/vard';
import { PIIConfig, pii, SecretKeysConfig, secretKeysCheck } from '@openai/guardrails';
import { Redactor } from '@redactpii/node';
import { lintSource } from '@secretlint/core';
import { creator as preset } from '@secretlint/secretlint-rule-preset-recommend';

/** A package that looks for some of the same in a text, as its own documentation sets it up. Nothing leaves the process. */
export interface Peer {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

/** Its default refuses all above 10,000 characters unread. */
const unbounded = vard.moderate().maxLength(2 ** 24);
const redactor = new Redactor();
const piiConfig = PIIConfig.parse({});
const secretsConfig = SecretKeysConfig.parse({});
const secretlint = {
  config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: preset, options: {} }] },
  noPhysicFilePath: true,
};

export const PEERS: readonly Peer[] = [
  { name: '@redactpii/node', read: (text) => redactor.redact(text) },
  { name: '@openai/guardrails PII', read: (text) => pii({}, text, piiConfig) },
  { name: '@openai/guardrails Secrets', read: (text) => secretKeysCheck({}, text, secretsConfig) },
  {
    name: 'secretlint, recommended rules',
    read: (content) =>
      lintSource({
        source: { filePath: 'text.txt', content, ext: '.txt', contentType: 'text' },
        options: secretlint,
      }),
  },
  { name: '@andersmyrmel/vard', read: (text) => unbounded.safeParse(text) },
];
