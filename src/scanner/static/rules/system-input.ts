import { promptsIn } from '../prompts.ts';
import type { StaticRule } from '../rule.ts';

export const systemInput: StaticRule = {
  id: 'SLLM-SYSTEM-INPUT',
  title: 'User input in the system prompt',
  severity: 'high',
  why: 'Models give system text the most weight: whoever writes there can undo your rules and act with your tools.',
  fix: 'Keep system text constant and send input as a user message; choose between fixed texts by a checked value.',
  refs: ['LLM01:2025', 'CWE-74'],
  script(file, tell) {
    for (const { role, node } of promptsIn(file))
      if (role === 'system' && file.flow.comesFrom(node, 'request')) tell(node);
  },
  bad: [
    {
      text: () =>
        'await openai.chat.completions.create({ model, messages: [{ role: "system", content: `You help ${req.body.name}.` }] });',
    },
    {
      text: () =>
        'function rules(tone) { return "Answer in this tone: " + tone; }\nconst { tone } = await request.json();\nawait generateText({ model, system: rules(tone), prompt });',
    },
    {
      text: () =>
        "import { SystemMessage } from '@langchain/core/messages';\nconst body = await c.req.json();\nawait llm.invoke([new SystemMessage(`Context: ${body.context}`)]);",
    },
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nconst client = new SecureLLMClient({ provider });\nawait client.chat(q, { instructions: req.body.persona });",
    },
    { text: () => 'ai.getGenerativeModel({ model, systemInstruction: `Speak as ${req.query.who}` });' },
  ],
  good: [
    {
      text: () =>
        'await openai.chat.completions.create({ messages: [{ role: "system", content: RULES }, { role: "user", content: req.body.text }] });',
    },
    {
      text: () =>
        "const tone = req.body.formal === 'yes' ? 'formal' : 'casual';\nawait generateText({ model, system: `Be ${tone}.`, prompt: req.body.text });",
    },
    { text: () => 'await generateText({ model, system: TEXTS[req.query.lang], prompt: req.body.text });' },
    {
      text: () =>
        "const Body = z.object({ lang: z.enum(['de', 'en']), text: z.string() });\nconst { lang, text } = Body.parse(req.body);\nawait generateText({ model, system: `Answer in ${lang}.`, prompt: text });",
    },
    {
      text: () =>
        "const LANGUAGES = ['de', 'en'];\nconst lang = req.query.lang;\nif (!LANGUAGES.includes(lang)) throw new Error('lang');\nawait generateText({ model, system: `Answer in ${lang}.`, prompt: req.query.text });",
    },
    {
      text: () =>
        'function a() { const text = req.body.text; return save(text); }\nfunction b() { const text = "Be brief."; return generateText({ model, system: text }); }',
    },
  ],
};
