import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openaiChat } from '../../src/testing/dialects/openai-chat.ts';
import { serve, serveRaw } from '../support/loopback.ts';

const answer = JSON.stringify(openaiChat.whole('hello'));

/** Runs a program with `openai` for Node and `dispatcherOfFetch`, to its own end; answers what it printed. */
async function run(program: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const names = { openai: 'openai', dispatcherOfFetch: 'dispatcher' };
  const imports = Object.entries(names).map(
    ([name, file]) => `import { ${name} } from '${new URL(`../../src/node/${file}.ts`, import.meta.url).href}';`,
  );
  const given = ['--input-type=module', '--eval', `${imports.join('\n')}\n${program}`];
  const { stdout } = await promisify(execFile)(process.execPath, given, { env: { ...process.env, ...env } });
  return stdout;
}

const asking = (baseURL: string) => `
  const { signal } = new AbortController();
  const request = { messages: [{ role: 'user', content: [{ type: 'text', text: 'hi', trust: 'user' }] }] };
  const call = { id: 'a', operationId: 'b', request, signal, wire: 'whole', priority: 5, trace: {} };
  const provider = openai({ baseURL: '${baseURL}', model: 'm', dangerouslyAllowHTTP: true });
  async function ask() {
    for await (const event of provider.call(call)) if (event.type === 'text-delta') console.log(event.text);
  }`;

test('the first call goes through fetch, which makes the dispatcher; the program ends while a connection is kept', async () => {
  await using server = await serve(
    (_, response) => void response.setHeader('content-type', 'application/json').end(answer),
  );
  const program = `${asking(server.url)}
    console.log(typeof dispatcherOfFetch());
    await ask();
    console.log(typeof dispatcherOfFetch());
    await ask();`;
  expect((await run(program)).split('\n')).toEqual(['undefined', 'hello', 'object', 'hello', '']);
});

test('a proxy named in the environment is used where Node was told to', async () => {
  await using proxy = await serveRaw((socket) => {
    const head = `content-type: application/json\r\ncontent-length: ${answer.length}`;
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n'); // it plays the server behind it as well
    socket.on('data', () => socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n${answer}`));
  });
  const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url, NO_PROXY: '' };
  const program = `${asking('http://acme.example')}
    console.log(typeof dispatcherOfFetch());
    await ask();`;
  expect((await run(program, env)).split('\n')).toEqual(['object', 'hello', '']);
});
