import { optionAt, ownOptions, settingOf } from '../own-options.ts';
import type { StaticRule } from '../rule.ts';

export const ownFenceOff: StaticRule = {
  id: 'SLLM-OWN-FENCE-OFF',
  title: 'Untrusted text not marked for the model',
  severity: 'medium',
  why: 'The model cannot tell a fetched page or the result of a tool from what you or the user said.',
  fix: "Leave `fence: 'delimit'`, or try `datamark`.",
  refs: ['LLM01:2025', 'CWE-1427'],
  script(file, tell) {
    for (const options of ownOptions(file, 'SecureLLMClient')) {
      const option = optionAt(file, options, 'fence');
      if (option && settingOf(file, option) === false) tell(option);
    }
  },
  bad: [
    { text: () => "import { SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, fence: false });" },
  ],
  good: [
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, fence: 'datamark' });",
    },
    { text: () => 'drawMap({ fence: false });' },
  ],
};
