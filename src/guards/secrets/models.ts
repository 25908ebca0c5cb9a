import { isRandom, madeUp, randomAfter, type SecretRule } from './rule.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Keys of model vendors. */
export const MODELS: readonly SecretRule[] = [
  {
    rule: 'secrets/anthropic-key',
    what: 'Anthropic API or admin key',
    source: 'https://docs.anthropic.com/en/api/overview',
    examples: [() => `sk-ant-api03-${madeUp(93)}AA`, () => `key = "sk-ant-admin01-${madeUp(80)}"`],
    lookAlikes: [
      () => 'sk-ant-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      () => 'sk-ant-api03-YOUR_API_KEY_GOES_HERE_PLEASE',
    ],
    knownMisses: 'A key cut short below 32 characters, or broken over lines.',
    anchors: ['sk-ant-'],
    pattern: /(?<![A-Za-z0-9])sk-ant-[a-z]{2,8}\d{2}-[\w-]{32,160}(?![\w-])/y,
    check: randomAfter(13, 3.3),
  },
  {
    rule: 'secrets/openai-key',
    what: 'OpenAI key of a user, project, service account or admin, and keys of the same form',
    source: 'https://platform.openai.com/docs/api-reference/authentication',
    examples: [
      () => `sk-${madeUp(20)}T3Blbk${'FJ'}${madeUp(20)}`,
      () => `sk-proj-${madeUp(120)}`,
      () => `OPENAI_API_KEY=sk-svcacct-${madeUp(100)}`,
    ],
    lookAlikes: [
      () => `sk-${'x'.repeat(48)}`,
      () => 'sk-YOUR_API_KEY',
      () => 'sk-proj-...',
      () => 'risk-assessment-of-the-whole-portfolio-and-of-its-single-parts',
      () => 'sk-learn-compatible-estimators-and-pipelines',
    ],
    knownMisses: 'Keys shorter than 32 characters after the prefix; a key split by spaces.',
    anchors: ['sk-'],
    pattern:
      /(?<![A-Za-z0-9])sk-(?!ant-)(?:(?:proj|svcacct|admin|None|or-v1)-[\w-]{32,200}(?![\w-])|[A-Za-z0-9]{32,64}(?![\w-]))/y,
    check: (matched) => /\d/.test(matched) && isRandom(matched.slice(3), 3),
  },
  {
    rule: 'secrets/google-key',
    what: 'Google API key, Gemini and Maps among them',
    source: 'https://cloud.google.com/docs/authentication/api-keys',
    examples: [() => `AIza${'Sy'}${madeUp(33)}`, () => `"apiKey": "AIza${'Sy'}${madeUp(33)}"`],
    lookAlikes: [() => `AIza${'a'.repeat(35)}`, () => `AIza${madeUp(20)}`],
    knownMisses: 'OAuth client secrets and service account names.',
    anchors: ['AIza'],
    pattern: /(?<![A-Za-z0-9])AIza[\w-]{35}(?![\w-])/y,
    check: randomAfter(4, 3.2),
  },
  {
    rule: 'secrets/huggingface-token',
    what: 'Hugging Face user or organisation token',
    source: 'https://huggingface.co/docs/hub/security-tokens',
    examples: [() => `hf_${madeUp(34, LETTERS)}`, () => `api_org_${madeUp(34, LETTERS)}`],
    lookAlikes: [
      () => `hf_${'x'.repeat(34)}`,
      () => 'hf_hub_download_with_a_retry_policy',
      () => `hf_${madeUp(20, LETTERS)}`,
    ],
    knownMisses: 'None known.',
    anchors: ['hf_', 'api_org_'],
    pattern: /(?<![A-Za-z0-9])(?:hf|api_org)_[A-Za-z0-9]{34}(?![\w-])/y,
    check: randomAfter(3, 3),
  },
];
