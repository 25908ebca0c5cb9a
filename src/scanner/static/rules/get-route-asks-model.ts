import { askingRoutes } from '../routes.ts';
import type { StaticRule } from '../rule.ts';
import { speaksOf } from '../servers.ts';

export const getRouteAsksModel: StaticRule = {
  id: 'SLLM-ROUTE-GET',
  title: 'GET request that asks a model',
  severity: 'low',
  why: 'A link, a picture or a preview on any page makes browsers send it, with their cookies; prompts in URLs stay in logs, histories and caches.',
  fix: 'Take a POST with a JSON body, which other pages cannot send without being asked.',
  refs: ['LLM10:2025', 'CWE-352', 'CWE-598'],
  script(file, tell) {
    const routes = askingRoutes(file).filter(({ method }) => method === 'get');
    if (routes.length > 0 && !speaksOf(file, HEADER))
      for (const { node } of routes) tell({ start: node.start, end: (node.start ?? 0) + 1 });
  },
  bad: [
    {
      text: () =>
        "app.get('/ask', async (req, res) => {\n  res.send(await openai.responses.create({ input: req.query.q }));\n});",
    },
    {
      path: 'app/api/ask/route.ts',
      text: () =>
        'export async function GET(req) {\n  return Response.json(await generateText({ model, prompt: req.url }));\n}',
    },
  ],
  good: [
    {
      text: () =>
        "app.get('/history', async (req, res) => res.json(await db.messages.find(req.user.id)));\napp.post('/ask', async (req, res) => res.send(await openai.responses.create({ input: req.body.q })));",
    },
    {
      path: 'app/api/cron/route.ts',
      text: () =>
        "export async function GET(req) {\n  if (!isScheduler(req.headers.get('authorization'))) return new Response('', { status: 401 });\n  return Response.json(await generateText({ model, prompt: 'News' }));\n}",
    },
  ],
};

/** A key in a header, which no other page can make a browser send. */
const HEADER = /^(?:authorization|x-api-key|bearer)$|bearer|requireKey|apiKeyAuth/i;
