import { expect, test } from 'vitest';
import { headerBehind } from '../../src/scanner/static/headers.ts';
import { askingRoutes } from '../../src/scanner/static/routes.ts';
import { ScriptFile } from '../../src/scanner/static/script-file.ts';

const ASK = 'openai.responses.create({ input })';

test.each([
  ['Express', 'src/app.ts', `app.post('/chat', auth, async (req, res) => res.json(await ${ASK}));`, ['post']],
  ['a chain of Express', 'src/app.ts', `router.route('/chat').get(list).post(async (req, res) => ${ASK});`, ['post']],
  ['a named handler', 'src/app.ts', `async function chat(c) { return ${ASK}; }\napp.get('/chat', chat);`, ['get']],
  ['Fastify', 'src/app.ts', `fastify.route({ method: 'POST', url: '/chat', handler: async () => ${ASK} });`, ['post']],
  ['node:http', 'src/app.ts', `http.createServer(async (req, res) => res.end(await ${ASK}));`, ['any']],
  ['Bun', 'src/app.ts', `Bun.serve({ fetch: async () => Response.json(await ${ASK}) });`, ['any']],
  ['Deno', 'src/app.ts', `Deno.serve({ port: 80 }, async () => Response.json(await ${ASK}));`, ['any']],
  ['Next.js', 'src/app/api/chat/route.ts', `export const POST = async (req) => Response.json(await ${ASK});`, ['post']],
  [
    'pages of Next.js',
    'pages/api/chat.ts',
    `export default async function handler(req, res) { await ${ASK}; }`,
    ['any'],
  ],
  [
    'a model behind two functions',
    'a.ts',
    `const ask = () => ${ASK};\nconst tell = () => ask();\napp.post('/', () => tell());`,
    ['post'],
  ],
  ['another route', 'src/app.ts', `app.post('/note', save);\nconst ask = () => ${ASK};`, []],
  ['a request by axios', 'src/app.ts', `axios.post('/chat', () => ${ASK}.body, other);`, []],
  ['a fake server', 'src/app.ts', `import { http } from 'msw';\nhttp.post('/chat', () => ${ASK});`, []],
])('routes that ask a model: %s', (_, path, code, methods) => {
  expect(askingRoutes(new ScriptFile(path, code)).map(({ method }) => method)).toEqual(methods);
});

test.each([
  ["req.headers['x-api-key']", 'x-api-key'],
  ["req.headers.authorization?.split(' ')[1].trim() ?? ''", 'authorization'],
  ["String(request.headers.get('X-Forwarded-For'))", 'x-forwarded-for'],
  ['`key:${req.get("x-api-key")}`', 'x-api-key'],
  ["cache.get('x-api-key')", undefined],
  ['response.status', undefined],
])('the header behind %s', (code, header) => {
  const file = new ScriptFile('src/app.ts', `const value = ${code};\nsink(value);`);
  const [sink] = file
    .nodes('CallExpression')
    .filter(({ callee }) => callee.type === 'Identifier' && callee.name === 'sink');
  expect(sink?.arguments[0] && headerBehind(file, sink.arguments[0])).toBe(header);
});

test('names that stand for each other come to an end', () => {
  const file = new ScriptFile('src/app.ts', 'const a = b || 1;\nconst b = a || 1;\nsink(a);');
  expect(file.nodes('Identifier').map((each) => headerBehind(file, each))).not.toContain('x');
});
