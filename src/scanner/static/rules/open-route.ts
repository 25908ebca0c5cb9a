import type { StaticRule } from '../rule.ts';
import { openRoutes, speaksOf } from '../servers.ts';

export const openRoute: StaticRule = {
  id: 'SLLM-ROUTE-OPEN',
  title: 'Anybody may ask the model: nothing in the file asks who calls',
  severity: 'medium',
  why: 'Whoever finds the address uses your model as theirs, at your cost and under your name.',
  fix: 'Ask for a key or a session before the model is asked, or serve it by the gateway, which never goes without `auth`. Where a file that is not seen here does, accept the finding with that reason.',
  refs: ['LLM10:2025', 'API2:2023', 'CWE-306'],
  script(file, tell) {
    const routes = openRoutes(file);
    if (routes.length > 0 && !speaksOf(file, WHO)) for (const { node } of routes) tell(nodeStart(node));
  },
  bad: [
    {
      text: () =>
        "const app = express();\napp.post('/chat', async (req, res) => {\n  res.json(await openai.chat.completions.create({ messages: req.body.messages }));\n});\napp.listen(3000);",
    },
    {
      path: 'app/api/chat/route.ts',
      text: () =>
        'export async function POST(req: Request) {\n  const { messages } = await req.json();\n  return streamText({ model, messages }).toTextStreamResponse();\n}',
    },
  ],
  good: [
    {
      text: () =>
        "const app = express();\napp.post('/chat', requireSession, async (req, res) => {\n  res.json(await openai.chat.completions.create({ messages: req.body.messages }));\n});\napp.listen(3000);",
    },
    {
      text: () =>
        "import { guard } from './guard.ts';\nconst app = express();\napp.use(guard);\napp.post('/chat', async (req, res) => res.json(await openai.responses.create({ input: req.body.q })));\napp.listen(3000);",
    },
    {
      text: () =>
        "export const router = Router();\nrouter.post('/chat', async (req, res) => res.json(await openai.responses.create({ input: req.body.q })));",
    },
    {
      text: () =>
        "const app = express();\napp.post('/chat', async (req, res) => res.json(await openai.responses.create({ input: req.body.q })));\napp.listen(3000, '127.0.0.1');",
    },
    { text: () => "const app = express();\napp.get('/health', (req, res) => res.send('ok'));\napp.listen(3000);" },
  ],
};

/** Words of code that asks who calls; the key of the provider is not among them. */
const WHO =
  /auth(?!or(?!iz))|session|passport|clerk|supabase|jwt|bearer|cookie|(?:get|current|require|verify)_?user|user_?id|protect|signature|hmac|x-api-key|captcha|turnstile|signed|login|logged_?in|allow(?:ed)?_?(?:users|keys)/i;

/** The first line of a route is where it is told. */
const nodeStart = ({ start }: { readonly start?: number | null | undefined }) => ({ start, end: (start ?? 0) + 1 });
