import { logsIn, namesIn } from '../logs.ts';
import { isWholePrompt } from '../prompts.ts';
import type { StaticRule } from '../rule.ts';

export const promptLogged: StaticRule = {
  id: 'SLLM-PROMPT-LOGGED',
  title: 'Prompt written to the log',
  severity: 'medium',
  why: 'What people tell a model, and what you add to it, stays in files that many read and nobody deletes.',
  fix: 'Log an id, a length and the usage; keep what was said in an encrypted audit log with an end to its life.',
  refs: ['LLM02:2025', 'CWE-532'],
  script(file, tell) {
    for (const { node, given } of logsIn(file))
      if (given.some((each) => namesIn(each).some((name) => isWholePrompt(file, name)))) tell(node);
  },
  bad: [
    { text: () => 'logger.info({ messages }, "asking");\nawait openai.chat.completions.create({ model, messages });' },
    {
      text: () =>
        "import express from 'express';\napp.post('/ask', async (req, res) => {\n  const prompt = req.body.text;\n  console.log(`prompt: ${prompt}`);\n  res.send((await generateText({ model, prompt })).text);\n});",
    },
    {
      text: () =>
        'const ask = (messages) => openai.chat.completions.create({ model, messages });\nlogger.debug(list);\nawait ask(list);',
    },
  ],
  good: [
    {
      text: () =>
        'logger.info({ count: messages.length }, "asking");\nawait openai.chat.completions.create({ model, messages });',
    },
    {
      text: () =>
        'const prompt = build();\nconsole.log(prompt);\nconst { text } = await generateText({ model, prompt });',
    },
    {
      text: () =>
        "import express from 'express';\napp.post('/ask', async (req, res) => {\n  console.log('asked by', req.user.id);\n  res.send((await generateText({ model, prompt: req.body.text })).text);\n});",
    },
    {
      text: () =>
        'function a() { const messages = ["started"]; logger.info(messages); }\nfunction b(messages) { return openai.chat.completions.create({ messages }); }',
    },
  ],
};
