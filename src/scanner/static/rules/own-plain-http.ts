import { optionAt, ownOptions, settingOf } from '../own-options.ts';
import type { StaticRule } from '../rule.ts';

export const ownPlainHTTP: StaticRule = {
  id: 'SLLM-OWN-HTTP',
  title: 'Provider of secure-llm allowed to speak plain http',
  severity: 'high',
  why: 'The key, prompts and answers can be read and changed by whoever is on the way.',
  fix: 'Use https. http to this machine itself needs no option.',
  refs: ['LLM02:2025', 'CWE-319'],
  script(file, tell) {
    for (const maker of ['openai', 'anthropic', 'google', 'clientCredentials'])
      for (const options of ownOptions(file, maker)) {
        const option = optionAt(file, options, 'dangerouslyAllowHTTP');
        if (option && settingOf(file, option) === true) tell(option);
      }
  },
  bad: [
    {
      text: () =>
        "import { openai } from 'secure-llm/openai';\nopenai({ model: 'small', baseURL: 'http://models.internal', dangerouslyAllowHTTP: true });",
    },
  ],
  good: [
    {
      text: () =>
        "import { openai } from 'secure-llm/openai';\nopenai({ model: 'small', baseURL: 'http://localhost:11434', dangerouslyAllowHTTP: false });",
    },
    { text: () => 'openai({ dangerouslyAllowHTTP: true });' },
  ],
};
