import { propertyOf } from '../bindings.ts';
import { anyProperty, lacks } from '../clients.ts';
import { modelCallsIn } from '../model-calls.ts';
import type { StaticRule } from '../rule.ts';

const LIMITS = [
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'maxOutputTokens',
  'maxTokens',
  'maxCompletionTokens',
];
const NESTED = ['config', 'generationConfig'];
const ASKED = ['messages', 'prompt', 'input', 'contents'];

export const noMaxTokens: StaticRule = {
  id: 'SLLM-NO-MAX-TOKENS',
  title: 'Answer to a request without a limit on its length',
  severity: 'medium',
  why: 'Whoever sends the request decides how much you pay: "count to a million" fills the longest answer the model can give.',
  fix: 'Set the limit that the API has: `max_tokens`, `max_output_tokens`, `maxOutputTokens`.',
  refs: ['LLM10:2025', 'API4:2023', 'CWE-770'],
  script(file, tell) {
    const isLimitedElsewhere = LIMITS.some((name) => file.text.includes(`${name}:`));
    for (const { node, path } of modelCallsIn(file)) {
      const [body] = node.arguments;
      const asked = anyProperty(file, body, ASKED);
      if (!asked || !file.flow.comesFrom(asked, 'request') || !lacks(file, body, LIMITS)) continue;
      if (/^\w+\.generateContent/.test(path) && isLimitedElsewhere) continue; // where that model was made
      if (NESTED.every((name) => lacks(file, propertyOf(file, body, name), LIMITS))) tell(node);
    }
  },
  bad: [
    {
      text: () =>
        'app.post("/chat", async (req, res) => {\n  await openai.chat.completions.create({ model, messages: req.body.messages });\n});',
    },
    { text: () => 'const { prompt } = await request.json();\nconst { text } = await generateText({ model, prompt });' },
    {
      text: () =>
        'const { q } = req.body;\nawait ai.models.generateContent({ model, contents: q, config: { temperature: 0 } });',
    },
    { text: () => 'const input = `Translate: ${req.query.text}`;\nawait client.responses.create({ model, input });' },
  ],
  good: [
    {
      text: () =>
        'await openai.chat.completions.create({ model, messages: req.body.messages, max_completion_tokens: 500 });',
    },
    { text: () => 'await openai.chat.completions.create({ model, messages: req.body.messages, ...limits });' },
    {
      text: () => 'await ai.models.generateContent({ model, contents: req.body.q, config: { maxOutputTokens: 500 } });',
    },
    { text: () => 'await generateText({ model, prompt: "Write a haiku about the sea" });' },
    { text: () => 'await generateText({ model, prompt: req.body.text, maxOutputTokens: 200 });' },
    {
      text: () =>
        'const model = ai.getGenerativeModel({ model: "m", generationConfig: { maxOutputTokens: 300 } });\nawait model.generateContent({ contents: req.body.contents });',
    },
  ],
};
