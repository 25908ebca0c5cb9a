import type { StaticRule } from '../rule.ts';
import { openRoutes, speaksOf } from '../servers.ts';

export const routeWithoutRateLimit: StaticRule = {
  id: 'SLLM-ROUTE-UNLIMITED',
  title: 'Route that asks a model, without a rate limit in the file',
  severity: 'low',
  why: 'One caller in a loop uses up the budget and the rate limit of the provider for everybody.',
  fix: 'Limit requests and tokens for each caller; the gateway does by default.',
  refs: ['LLM10:2025', 'API4:2023', 'CWE-770'],
  script(file, tell) {
    const routes = openRoutes(file);
    if (routes.length > 0 && !speaksOf(file, LIMIT) && !file.nodes('NumericLiteral').some(({ value }) => value === 429))
      for (const { node } of routes) tell({ start: node.start, end: (node.start ?? 0) + 1 });
  },
  bad: [
    {
      text: () =>
        "const app = express();\napp.post('/chat', requireSession, async (req, res) => {\n  res.json(await openai.chat.completions.create({ messages: req.body.messages }));\n});\napp.listen(3000);",
    },
  ],
  good: [
    {
      text: () =>
        "import rateLimit from 'express-rate-limit';\nconst app = express();\napp.use(rateLimit({ max: 10 }));\napp.post('/chat', async (req, res) => res.json(await openai.responses.create({ input: req.body.q })));\napp.listen(3000);",
    },
    {
      text: () =>
        "export default Router().post('/chat', async (req, res) => res.json(await openai.responses.create({ input: req.body.q })));",
    },
    { text: () => "const app = express();\napp.post('/note', save);\napp.listen(3000);" },
  ],
};

const LIMIT = /rate.?limit|limiter|throttl|slow.?down|quota|credits|upstash|bottleneck|arcjet|budget/i;
