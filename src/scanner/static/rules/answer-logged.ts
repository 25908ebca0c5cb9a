import { logsIn, wordsIn } from '../logs.ts';
import type { StaticRule } from '../rule.ts';

export const answerLogged: StaticRule = {
  id: 'SLLM-ANSWER-LOGGED',
  title: 'Answer of a model written to the log',
  severity: 'low',
  why: 'Answers repeat what people asked, personal data included, and forge lines when they are written as they are.',
  fix: 'Log an id, the finish reason and the usage.',
  refs: ['LLM02:2025', 'CWE-532', 'CWE-117'],
  script(file, tell) {
    for (const { node, given } of logsIn(file))
      if (given.some((each) => wordsIn(each).some((word) => file.flow.comesFrom(word, 'model')))) tell(node);
  },
  bad: [
    {
      text: () =>
        "const r = await openai.chat.completions.create({ messages: list });\nlogger.debug('answer', r.choices[0].message.content);",
    },
    {
      text: () =>
        "import { NextResponse } from 'next/server';\nexport async function POST(request) {\n  const { text } = await generateText({ model, prompt: 'Hi' });\n  console.log({ text });\n  return NextResponse.json({ text });\n}",
    },
  ],
  good: [
    {
      text: () =>
        'const { text, usage } = await generateText({ model, prompt: question });\nlogger.info({ usage, chars: text.length });',
    },
    { text: () => 'const { text } = await generateText({ model, prompt: question });\nconsole.log(text);' },
    {
      text: () =>
        "const { text } = await generateText({ model, prompt: question });\nlogger.info(text ? 'answered' : 'empty');",
    },
  ],
};
