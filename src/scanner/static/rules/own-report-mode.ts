import { optionAt, ownOptions, settingOf } from '../own-options.ts';
import type { StaticRule } from '../rule.ts';

export const ownReportMode: StaticRule = {
  id: 'SLLM-OWN-NOT-ENFORCED',
  title: 'Safeguards of secure-llm that only report, or let pass what they cannot read',
  severity: 'high',
  why: 'Findings are written down while the text goes through as it is.',
  fix: "Leave `mode: 'enforce'` and `onGuardError: 'block'`, the defaults, once the first weeks are over.",
  refs: ['LLM01:2025', 'LLM05:2025', 'CWE-636'],
  script(file, tell) {
    for (const options of ownOptions(file, 'SecureLLMClient'))
      for (const [path, weak] of WEAK) {
        const option = optionAt(file, options, path);
        if (option && settingOf(file, option) === weak) tell(option, `\`${path}\` is weaker than the default`);
      }
  },
  bad: [
    { text: () => "import { SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, mode: 'report' });" },
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, onGuardError: 'allow' });",
    },
  ],
  good: [
    {
      text: () => "import { SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, mode: 'enforce' });",
    },
    { text: () => "import { Scanner } from 'other';\nnew Scanner({ mode: 'report', onGuardError: 'allow' });" },
  ],
};

const WEAK: readonly (readonly [string, string])[] = [
  ['mode', 'report'],
  ['onGuardError', 'allow'],
];
