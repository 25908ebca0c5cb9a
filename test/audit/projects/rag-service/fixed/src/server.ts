import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { answer } from './answer.ts';
import { limiter } from './limiter.ts';
import { userOf } from './session.ts';

const MAX_BODY = 100_000;

const server = createServer(async (req, res) => {
  const user = await userOf(String(req.headers.authorization).split(' ')[1] ?? '');
  await limiter.consume(user.id);
  let body = '';
  for await (const chunk of req) {
    body += chunk;
    if (body.length > MAX_BODY) {
      res.writeHead(413).end();
      return;
    }
  }
  const expected = createHmac('sha256', process.env.WEBHOOK_SECRET ?? '').update(body).digest();
  const given = Buffer.from(String(req.headers['x-hub-signature']), 'hex');
  if (req.url === '/webhook' && !(given.length === expected.length && timingSafeEqual(given, expected))) {
    res.writeHead(403).end();
    return;
  }
  res.setHeader('content-type', 'text/plain');
  res.end(await answer(JSON.parse(body).question, user.id));
});

server.listen(8080);
