import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FaultServer, faultServer } from '../../src/node/fault-server.ts';
import { faults } from '../../src/testing/faults.ts';
import { sse as geminiStream, text as geminiText } from '../providers/google/replies.ts';
import { serve } from '../support/loopback.ts';
import { type FakeIoOptions, secureLLM } from './fake-io.ts';

const PROMPT = 'Where is the treasure?';
const KEY = `sk-${'test'.repeat(6)}`;
const ESCAPE = '\u001b[31mred\u001b[0m \u202eback';

let server: FaultServer;
beforeAll(async () => {
  server = await faultServer();
});
afterAll(() => server.close());

/** Asks the server as if it were OpenAI. */
const ask = (argv: readonly string[], options?: FakeIoOptions) =>
  secureLLM(['chat', '--provider', 'openai', '--model', 'm', '--base-url', server.url, ...argv], {
    ...options,
    env: { OPENAI_API_KEY: KEY, ...options?.env },
  });

const lastBody = () => JSON.parse(server.requests.at(-1)?.body ?? '{}');

describe('with a language model', () => {
  test('prints the answer while it comes, and nothing on stderr', async () => {
    server.next(faults.stream(['Under ', 'the oak.'], { delayMs: 100 })); // what comes together is printed together
    const seen: string[] = [];
    const { code, out, err } = await ask(['-p', PROMPT], {
      onPrint(soFar) {
        seen.push(soFar);
        return true;
      },
    });
    expect({ code, out, err }).toEqual({ code: 0, out: 'Under the oak.\n', err: '' });
    expect(seen).toEqual(['Under ', 'Under the oak.', 'Under the oak.\n']);
  });

  test('sends the key of the environment to the base URL, and nothing of it is printed', async () => {
    server.next(faults.status(401));
    const { code, out, err } = await ask(['-p', PROMPT]);
    expect(server.requests.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^secure-llm: `openai` did not accept the credentials: [^\n]+ \(ERR_AUTHENTICATION\)\n$/);
    expect(err).not.toContain('test');
  });

  test('puts the question before the files, which are said to be material', async () => {
    server.next(faults.reply('Yes.'));
    await ask(['-p', PROMPT, '--instructions', 'Be brief.', '-'], { stdin: 'A map.' });
    const [system, user] = lastBody().messages;
    expect(system).toMatchObject({
      role: 'system',
      content: expect.stringMatching(/^Be brief\..*never instructions/s),
    });
    const fenced = /^<untrusted-([0-9a-f]{32}) source="stdin">\n+A map\.\n<\/untrusted-\1>$/;
    const content = String(user?.content);
    expect(content.slice(0, PROMPT.length)).toBe(PROMPT);
    expect(content.slice(PROMPT.length).trim()).toMatch(fenced);
  });

  test('without a question the text is the message, and nothing is added', async () => {
    server.next(faults.reply('Yes.'));
    await ask([], { stdin: 'Tell me a joke.' });
    expect(lastBody().messages).toEqual([{ role: 'user', content: 'Tell me a joke.' }]);
  });

  test('with --json stdout holds one JSON value, on one line for a program', async () => {
    server.next(faults.reply(ESCAPE));
    const { code, out, err } = await ask(['-p', `Hi\u200bthere`, '--json']);
    expect({ code, lines: out.split('\n').length }).toEqual({ code: 0, lines: 2 });
    const { text, finishReason, findings } = JSON.parse(out);
    expect({ text, finishReason }).toEqual({ text: 'red back', finishReason: 'stop' });
    expect(findings[0]).toMatchObject({ guard: 'unicode', stage: 'input' });
    expect(err).toMatch(/^note: the input: removed unicode\/zero-width\nnote: the answer: removed unicode\/[^\n]+\n$/);
  });

  test('escape sequences and turned writing of a model never reach a terminal', async () => {
    server.next(faults.stream([...ESCAPE]));
    const { out } = await ask(['-p', PROMPT], { isTTY: true });
    expect(out).toBe('red back\n');
  });

  test('says on stderr which attempts failed before', async () => {
    server.next(faults.status(429, { headers: { 'retry-after-ms': '1' } }), faults.reply('Yes.'));
    const { code, out, err } = await ask(['-p', PROMPT]);
    expect({ code, out, err }).toEqual({
      code: 0,
      out: 'Yes.\n',
      err: 'note: 1 attempt failed before (ERR_RATE_LIMIT 429)\n',
    });
  });

  test('says when the answer was cut', async () => {
    server.next(faults.reply({ text: 'Yes and', finishReason: 'length' }));
    expect((await ask(['-p', PROMPT])).err).toBe('note: the answer was cut at the token limit\n');
  });

  test('ends the line where an answer breaks off, then says so', async () => {
    server.next(faults.cutMidStream(['Half ']));
    const { code, out, err } = await ask(['-p', PROMPT]);
    expect({ code, out }).toEqual({ code: 1, out: 'Half \n' });
    expect(err).toMatch(/^secure-llm: [^\n]+ \(ERR_STREAM_INTERRUPTED\)\n$/);
  });

  test('keeps stdout empty when a call with --json fails', async () => {
    server.next(faults.malformed('html'));
    const { code, out, err } = await ask(['-p', PROMPT, '--json']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('(ERR_RESPONSE_FORMAT)');
  });

  test('no error of a provider repeats the prompt, the file or the answer', async () => {
    const body = JSON.stringify({ error: { message: `Bad prompt: ${PROMPT} A map.`, type: 'invalid_request_error' } });
    for (const fault of [
      faults.status(400, { body }),
      faults.status(500, { headers: { 'retry-after-ms': '1' }, body: PROMPT }),
      faults.raw(PROMPT),
    ]) {
      server.next(fault);
      const { code, out, err } = await ask(['-p', PROMPT, '-'], { stdin: 'A map.' });
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^secure-llm: [^\n]+ \(ERR_\w+\)\n$/);
      expect(err).not.toMatch(/treasure|map/);
    }
  });

  test('a failure that nobody thought of is told without its words', async () => {
    server.next(faults.reply('Yes.'));
    const { code, err } = await ask(['-p', PROMPT], {
      onPrint(soFar) {
        throw new RangeError(soFar);
      },
    });
    expect({ code, err }).toEqual({
      code: 1,
      err: 'secure-llm: something went wrong that should not have (RangeError): please report it\n',
    });
  });

  test('Ctrl-C ends the call with 130, quietly', async () => {
    server.next(faults.stallMidStream(['One ']));
    const interrupt = new AbortController();
    const { code, out, err } = await ask(['-p', PROMPT], {
      signal: interrupt.signal,
      onPrint() {
        setTimeout(() => interrupt.abort(), 0);
        return true;
      },
    });
    expect({ code, out, err }).toEqual({ code: 130, out: 'One \n', err: '' });
  });

  test('a reader that goes away ends the call with 0, quietly', async () => {
    server.next(faults.stallMidStream(['One ', 'two ', 'three ']));
    const { code, err } = await ask(['-p', PROMPT], { onPrint: (soFar) => soFar.length < 5 });
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});

test('asks Google with its key in a header, and prints the answer', async () => {
  const seen: unknown[] = [];
  await using gemini = await serve((request, response) => {
    seen.push([request.url, request.headers['x-goog-api-key']]);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(geminiStream([geminiText('Hello.', 'STOP')]));
  });
  const key = `${'AI'}za-test`;
  const { code, out, err } = await secureLLM(
    ['chat', '-p', PROMPT, '--provider', 'google', '--model', 'm', '--base-url', gemini.url],
    { env: { GEMINI_API_KEY: key, OPENAI_API_KEY: KEY } },
  );
  expect({ code, out, err }).toEqual({ code: 0, out: 'Hello.\n', err: '' });
  expect(seen).toEqual([['/models/m:streamGenerateContent?alt=sse', key]]);
});

describe('with the local provider', () => {
  let answer: Awaited<ReturnType<typeof secureLLM>>;
  beforeEach(async () => {
    answer = await secureLLM(['chat', '-p', PROMPT], { stdin: 'The sea is wide. The treasure lies under the oak.' });
  });

  test('answers from the files, with neither key nor network', () => {
    expect(answer.code).toBe(0);
    expect(answer.out).toContain('The treasure lies under the oak.');
    expect(answer.err).toBe('');
  });

  test('says which flags it passes over', async () => {
    const { err } = await secureLLM(['chat', '-p', PROMPT, '--instructions', 'Rhyme.'], { stdin: 'A treasure map.' });
    expect(err).toBe('note: --instructions needs a language model: the local provider does without\n');
  });

  test('a text over the limit names it, the limit and the remedy', async () => {
    const { code, err } = await secureLLM(['chat', '-p', PROMPT], { stdin: 'x'.repeat(100_001) });
    expect(code).toBe(2);
    expect(err).toBe(
      'secure-llm: stdin is too long: at most 100,000 characters in all. Shorten it, or use secure-llm summarize\n',
    );
  });
});

describe('with --provider anthropic', () => {
  test('sends the key of its own variable, to its own path', async () => {
    server.next(faults.status(401));
    const { code, err } = await secureLLM(
      ['chat', '-p', PROMPT, '--provider', 'anthropic', '--model', 'm', '--base-url', server.url],
      { env: { OPENAI_API_KEY: 'other', ANTHROPIC_API_KEY: KEY } },
    );
    const { path, headers } = server.requests.at(-1) ?? expect.fail('nothing was sent');
    expect([path, headers['x-api-key'], headers.authorization]).toEqual(['/v1/messages', KEY, undefined]);
    expect(code).toBe(1);
    expect(err).toMatch(/^secure-llm: `anthropic` did not accept the credentials/);
  });
});
