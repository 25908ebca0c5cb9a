import { optionAt, ownOptions, settingOf } from '../own-options.ts';
import type { StaticRule } from '../rule.ts';

export const ownLimitsOff: StaticRule = {
  id: 'SLLM-OWN-LIMITS',
  title: 'Limit of secure-llm turned off or far above its default',
  severity: 'medium',
  why: 'A hanging provider, a loop or one caller can hold everything up and spend without end.',
  fix: 'Choose a number that a real call can reach and a wrong one cannot pass.',
  refs: ['LLM10:2025', 'API4:2023', 'CWE-770'],
  script(file, tell) {
    const check = (maker: string, limits: readonly (readonly [string, number])[]) => {
      for (const options of ownOptions(file, maker))
        for (const [path, most] of limits) {
          const option = optionAt(file, options, path);
          const setting = settingOf(file, option);
          if (option && (setting === false || (typeof setting === 'number' && setting > most)))
            tell(option, `\`${path}\` is turned off or far above its default`);
        }
    };
    check('SecureLLMClient', CLIENT);
    check('gateway', GATEWAY);
  },
  bad: [
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, retry: { maxRetries: 10 } });",
    },
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, timeout: { totalMs: Number.POSITIVE_INFINITY } });",
    },
    { text: () => "import { gateway } from 'secure-llm/gateway';\ngateway({ client, auth, limits: false });" },
  ],
  good: [
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, retry: { maxRetries: 3 }, timeout: { totalMs: 900_000 }, budget: false });",
    },
    {
      text: () =>
        "import { gateway } from 'secure-llm/gateway';\ngateway({ client, auth, limits: { requestsPerMinute: 20 } });",
    },
    { text: () => 'retry({ retry: { maxRetries: 10 } });' },
  ],
};

const CLIENT: readonly (readonly [string, number])[] = [
  ['timeout.totalMs', 24 * 3_600_000],
  ['timeout.attemptMs', 24 * 3_600_000],
  ['timeout.firstTokenMs', 24 * 3_600_000],
  ['timeout.idleMs', 24 * 3_600_000],
  ['retry.maxRetries', 5],
  ['retry.maxRetryAfterMs', 3_600_000],
  ['sanitize.maxChars', 10_000_000],
  ['throttle.maxConcurrency', 10_000],
  ['toolPolicy.maxSteps', 50],
  ['toolPolicy.timeoutMs', 3_600_000],
];

const GATEWAY: readonly (readonly [string, number])[] = [
  ['limits', Number.POSITIVE_INFINITY],
  ['maxBodyBytes', 100 * 1024 * 1024],
  ['bodyMs', 3_600_000],
];
