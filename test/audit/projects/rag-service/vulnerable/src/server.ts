import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import jwt from 'jsonwebtoken';
import { answer } from './answer.ts';
import { limiter } from './limiter.ts';

const server = createServer(async (req, res) => {
  const ip = String(req.headers['x-forwarded-for'] ?? req.socket.remoteAddress);
  await limiter.consume(ip);
  let body = '';
  for await (const chunk of req) body += chunk;
  const expected = createHmac('sha256', process.env.WEBHOOK_SECRET ?? '').update(body).digest('hex');
  if (req.url === '/webhook' && req.headers['x-hub-signature'] !== expected) {
    res.writeHead(403).end();
    return;
  }
  const user = jwt.decode(String(req.headers.authorization).split(' ')[1]);
  res.setHeader('content-type', 'text/plain');
  res.end(await answer(JSON.parse(body).question, user));
});

server.listen(8080);
