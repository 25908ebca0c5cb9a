import { propertyOf } from '../bindings.ts';
import type { StaticRule } from '../rule.ts';

export const vendorSdkInBrowser: StaticRule = {
  id: 'SLLM-BROWSER-SDK',
  title: 'Provider SDK allowed to run in a browser',
  severity: 'critical',
  why: 'Whoever opens the page can read the provider key and spend your money: such keys are found within hours.',
  fix: 'Ask through a gateway of your own, which holds the key, and give pages short-lived tokens.',
  refs: ['LLM02:2025', 'API2:2023', 'CWE-522'],
  script(file, tell) {
    for (const node of [...file.nodes('NewExpression'), ...file.nodes('CallExpression')])
      for (const given of node.arguments) {
        const option = propertyOf(file, given, 'dangerouslyAllowBrowser');
        if (option?.type === 'BooleanLiteral' && option.value) tell(option);
      }
  },
  bad: [
    {
      text: () =>
        "import OpenAI from 'openai';\nexport const ai = new OpenAI({ apiKey: key, dangerouslyAllowBrowser: true });",
    },
    { text: () => 'const options = { apiKey: key, dangerouslyAllowBrowser: true };\nnew Anthropic(options);' },
  ],
  good: [{ text: () => 'new OpenAI({ apiKey: process.env.OPENAI_API_KEY, dangerouslyAllowBrowser: false });' }],
};
