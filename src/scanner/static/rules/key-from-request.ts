import { anyProperty, clientsIn } from '../clients.ts';
import type { StaticRule } from '../rule.ts';

export const keyFromRequest: StaticRule = {
  id: 'SLLM-KEY-FROM-REQUEST',
  title: 'Provider key taken from a request',
  severity: 'medium',
  why: "Users' keys then pass through your logs, traces and errors, and a leak at your side spends their money.",
  fix: 'Hold one key of your own on the server; where users must bring theirs, keep them encrypted and by user.',
  refs: ['LLM02:2025', 'API2:2023', 'CWE-522'],
  script(file, tell) {
    for (const { options } of clientsIn(file)) {
      const key =
        anyProperty(file, options, ['apiKey', 'authToken', 'openAIApiKey', 'token']) ??
        (options && file.bindings.resolved(options).type !== 'ObjectExpression' ? options : undefined);
      if (key && file.flow.comesFrom(key, 'request')) tell(key);
    }
  },
  bad: [
    {
      text: () =>
        "import OpenAI from 'openai';\napp.post('/', (req) => new OpenAI({ apiKey: req.body.apiKey, timeout: 9_000 }));",
    },
    {
      text: () =>
        "import { createAnthropic } from '@ai-sdk/anthropic';\nconst { key, prompt } = await request.json();\nconst anthropic = createAnthropic({ apiKey: key });",
    },
    {
      text: () =>
        "import { GoogleGenerativeAI } from '@google/generative-ai';\nconst genAI = new GoogleGenerativeAI(req.headers['x-api-key']);",
    },
  ],
  good: [
    { text: () => "import OpenAI from 'openai';\nnew OpenAI({ apiKey: process.env.OPENAI_API_KEY });" },
    {
      text: () =>
        "import OpenAI from 'openai';\nconst key = await keys.find(req.user.id);\nnew OpenAI({ apiKey: key });",
    },
    {
      text: () =>
        "import OpenAI from 'openai';\nconst { prompt } = req.body;\nnew OpenAI({ apiKey, defaultHeaders: { 'x-user': req.headers['x-user'] } });",
    },
    { text: () => "import { Session } from './session.ts';\nnew Session({ apiKey: req.body.apiKey });" },
  ],
};
