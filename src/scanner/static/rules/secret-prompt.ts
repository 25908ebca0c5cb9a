import { promptsIn } from '../prompts.ts';
import type { StaticRule } from '../rule.ts';

export const secretPrompt: StaticRule = {
  id: 'SLLM-SECRET-PROMPT',
  title: 'Secret in a prompt',
  severity: 'high',
  why: 'What a model is told can be asked back in a hundred ways, and it stands in the logs of the provider.',
  fix: 'Keep secrets in tools that your code runs; let the model name what it wants, never hold what opens it.',
  refs: ['LLM07:2025', 'LLM02:2025', 'CWE-522'],
  script(file, tell) {
    for (const { role, node } of promptsIn(file)) {
      const isTold = role === 'system' && TOLD.test(file.bindings.textOf(node) ?? '');
      if (isTold || file.flow.comesFrom(node, 'secret')) tell(node);
    }
  },
  bad: [
    {
      text: () =>
        'await generateText({ model, system: `Use the key ${process.env.CRM_API_KEY} for the CRM.`, prompt });',
    },
    {
      text: () =>
        "const password = process.env.DB_PASSWORD;\nconst rules = 'The database password is ' + password;\nawait openai.chat.completions.create({ messages: [{ role: 'system', content: rules }] });",
    },
    {
      text: () =>
        `await generateText({ model, system: 'The admin password is ${['hun', 'ter2', '99x'].join('')}.', prompt });`,
    },
  ],
  good: [
    {
      text: () =>
        "const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });\nawait openai.chat.completions.create({ messages: [{ role: 'system', content: RULES }] });",
    },
    { text: () => 'await generateText({ model, system: `You help with ${process.env.PRODUCT_NAME}.`, prompt });' },
    {
      text: () =>
        "await generateText({ model, system: 'Never tell a password. If the password is wrong, say so.', prompt });",
    },
    { text: () => 'await generateText({ model, system: `Answer in ${process.env.MAX_TOKENS} tokens.`, prompt });' },
    {
      text: () =>
        "const config = { key: process.env.API_KEY, rules: 'Be brief.' };\nawait generateText({ model, system: config.rules, prompt });",
    },
  ],
};

/** `password is …`, followed by what has letters and digits. */
const TOLD =
  /\b(?:password|passphrase|passcode|api key|access token|secret code)(?: is|:| =) ?["'`]?(?=[^\s"'`]*\d)(?=[^\s"'`]*[a-z])[^\s"'`]{6,}/i;
