import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool as langchainTool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { generateObject, generateText, isStepCount, streamText, tool } from 'ai';
import { NetworkError } from 'secure-llm';
import { text, toolCall } from 'secure-llm/testing';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { TOKEN } from '../../support/gateway.ts';
import { serveScript } from '../../support/gateway-server.ts';

interface At {
  readonly baseURL: string;
}

const City = z.object({ city: z.string() });
const weather = { description: 'Weather of a city' };

describe('the AI SDK', () => {
  const model = ({ baseURL }: At) =>
    createOpenAICompatible({
      name: 'gate',
      baseURL,
      apiKey: TOKEN,
      supportsStructuredOutputs: true,
      includeUsage: true,
    })('good');

  test('generates and streams text', async () => {
    await using server = await serveScript(['Hel', 'lo.']);
    const whole = await generateText({ model: model(server), instructions: 'Be brief.', prompt: 'Hi', maxRetries: 0 });
    expect([whole.text, whole.finishReason, whole.usage.totalTokens]).toEqual(['Hello.', 'stop', 15]);
    const streamed = streamText({ model: model(server), prompt: 'Hi', maxRetries: 0 });
    let shown = '';
    for await (const piece of streamed.textStream) shown += piece;
    expect([shown, await streamed.finishReason, (await streamed.usage).outputTokens]).toEqual(['Hello.', 'stop', 5]);
  });

  test('runs tools, whole and streamed', async () => {
    await using server = await serveScript(
      [toolCall('weather', { city: 'Oslo' })],
      ['Rain.'],
      [toolCall('weather', { city: 'Rome' })],
      ['Sun.'],
    );
    const asked: string[] = [];
    const options = {
      model: model(server),
      prompt: 'Weather?',
      maxRetries: 0,
      tools: {
        weather: tool({ ...weather, inputSchema: City, execute: async ({ city }) => `wet ${asked.push(city)}` }),
      },
      stopWhen: isStepCount(2),
    };
    expect((await generateText(options)).text).toBe('Rain.');
    expect(await streamText(options).text).toBe('Sun.');
    expect(asked).toEqual(['Oslo', 'Rome']);
  });

  test('generates an object', async () => {
    await using server = await serveScript(['{"city":"Oslo"}']);
    const { object } = await generateObject({ model: model(server), schema: City, prompt: 'A city', maxRetries: 0 });
    expect(object).toEqual({ city: 'Oslo' });
  });

  test('learns of a failure in the middle of a stream', async () => {
    await using server = await serveScript([text('Hello. '.repeat(200)), new NetworkError('reset')]);
    const errors: unknown[] = [];
    const { textStream } = streamText({
      model: model(server),
      prompt: 'Hi',
      maxRetries: 0,
      onError: ({ error }) => void errors.push(error),
    });
    for await (const _ of textStream);
    expect(errors).toHaveLength(1);
  });
});

describe('LangChain', () => {
  const model = ({ baseURL }: At) =>
    new ChatOpenAI({ model: 'good', apiKey: TOKEN, maxRetries: 0, configuration: { baseURL } });

  test('invokes and streams', async () => {
    await using server = await serveScript(['Hel', 'lo.']);
    const answer = await model(server).invoke('Hi');
    expect([answer.text, answer.usage_metadata]).toMatchObject(['Hello.', { total_tokens: 15 }]);
    let shown = '';
    for await (const chunk of await model(server).stream('Hi')) shown += chunk.text;
    expect(shown).toBe('Hello.');
  });

  test('binds tools, and goes on with what they said', async () => {
    await using server = await serveScript([toolCall('weather', { city: 'Oslo' }, 'call_3')], ['Rain.']);
    const bound = model(server).bindTools([
      langchainTool(({ city }: { city: string }) => `Rain in ${city}`, { ...weather, name: 'weather', schema: City }),
    ]);
    const question = new HumanMessage('Weather?');
    const asked = await bound.invoke([question]);
    expect(asked.tool_calls).toMatchObject([{ name: 'weather', args: { city: 'Oslo' }, id: 'call_3' }]);
    const back = new ToolMessage({ tool_call_id: 'call_3', content: 'Rain' });
    expect((await bound.invoke([question, asked, back])).text).toBe('Rain.');
  });

  test('fills a schema', async () => {
    await using server = await serveScript(['{"city":"Oslo"}']);
    const filled = model(server).withStructuredOutput(City, { method: 'jsonSchema' });
    expect(await filled.invoke('A city')).toEqual({ city: 'Oslo' });
  });
});

describe('curl', () => {
  const curl = async ({ baseURL }: At, body: object, ...flags: readonly string[]) => {
    const { stdout } = await promisify(execFile)('curl', [
      ...['-sS', ...flags, `${baseURL}/chat/completions`],
      ...['-H', `authorization: Bearer ${TOKEN}`, '-H', 'content-type: application/json', '-d', JSON.stringify(body)],
    ]);
    return stdout;
  };
  const HI = { messages: [{ role: 'user', content: 'Hi' }] };

  test('gets an answer of the default model', async () => {
    await using server = await serveScript(['Hello.']);
    expect(JSON.parse(await curl(server, HI))).toMatchObject({ choices: [{ message: { content: 'Hello.' } }] });
  });

  test('reads a stream to its last line, and an error as the last line of one that breaks off', async () => {
    await using server = await serveScript(['Hel', 'lo.'], [text('Hello. '.repeat(200)), new NetworkError('reset')]);
    const lines = async () => (await curl(server, { ...HI, stream: true }, '-N')).trimEnd().split('\n\n');
    const whole = await lines();
    expect(whole.at(-1)).toBe('data: [DONE]');
    expect(whole.every((line) => line.startsWith('data: '))).toBe(true);
    const broken = await lines();
    expect(JSON.parse(broken.at(-1)?.slice(6) ?? '')).toMatchObject({ error: { code: 'upstream_error', param: null } });
    expect(broken).not.toContain('data: [DONE]');
  });
});
