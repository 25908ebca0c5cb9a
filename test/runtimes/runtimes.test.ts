import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import OpenAI from 'openai';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { type HeldModel, heldModel } from './support/held-model.ts';
import { recipeOf, withModelAt } from './support/recipes.ts';
import { has, type Started, start } from './support/started.ts';

interface Runtime {
  /** Its heading in docs/gateway.md. */
  readonly name: string;
  readonly program: string;
  /** Where it mounts the gateway. @default '' */
  readonly base?: string;
  /** Exit code after SIGTERM; null where nobody sends one. @default 0 */
  readonly exits?: number | null;
  /** A caller who left is noticed when the next piece is sent, and not before. */
  readonly noticesLate?: boolean;
  /** How long it would wait for a silent stream if its recipe did not say otherwise, in ms. */
  readonly cutsAfterMs?: number;
}

const RUNTIMES: readonly Runtime[] = [
  { name: 'Node', program: 'node' },
  { name: 'Express', program: 'node', base: '/llm' },
  { name: 'Hono', program: 'node', base: '/llm' },
  { name: 'Next.js', program: 'next', exits: 143 },
  { name: 'Cloudflare Workers', program: 'wrangler', exits: null, noticesLate: true },
  { name: 'Deno', program: 'deno' },
  { name: 'Bun', program: 'bun', cutsAfterMs: 10_000 },
];

const QUESTION = [{ role: 'user' as const, content: 'Rome lies on the Tiber. Where does Rome lie?' }];
const folder = inject('folder');
const remedy = 'npm installs it for this test where its registry has it for this platform';

const clientOf = ({ url, key }: Started) => new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 });
const runnable = RUNTIMES.map((runtime) => ({
  ...runtime,
  isThere: has(folder, runtime.program, '--version', remedy),
}));

describe.each(runnable)('$name', ({ isThere, name, base, exits = 0 }) => {
  describe.skipIf(!isThere)('as it is printed', () => {
    let started: Started;
    beforeAll(async () => {
      started = await start(folder, recipeOf(name), base);
      return () => started[Symbol.asyncDispose]();
    });

    test('lets nobody in without a key, and says that it is alive', async () => {
      const statuses = ['models', 'chat/completions'].map((path) =>
        fetch(`${started.url}/v1/${path}`, { method: path === 'models' ? 'GET' : 'POST' }),
      );
      expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([401, 401]);
      expect(await (await fetch(`${started.url}/healthz`)).text()).toBe('ok');
    });

    test('answers whole and in pieces, also many at once', async () => {
      const { completions } = clientOf(started).chat;
      const whole = async () => {
        const { choices } = await completions.create({ model: 'local', messages: QUESTION });
        return choices[0]?.message.content;
      };
      const inPieces = async () => {
        const pieces: string[] = [];
        for await (const { choices } of await completions.create({ model: 'local', messages: QUESTION, stream: true }))
          pieces.push(choices[0]?.delta.content ?? '');
        return pieces.join('');
      };
      for (const answer of await Promise.all([whole(), inPieces(), whole(), inPieces(), whole(), inPieces()]))
        expect(answer).toContain('> Rome lies on the Tiber.');
    });

    test.skipIf(exits === null)('ends when it is told to', async () => {
      started.stop();
      expect(await started.ended).toBe(exits);
    });
  });
});

describe.each(runnable)('$name', ({ isThere, name, base, exits = 0, noticesLate, cutsAfterMs }) => {
  describe.skipIf(!isThere)('before a model that holds its answer', () => {
    let model: HeldModel;
    let started: Started;
    beforeAll(async () => {
      model = await heldModel();
      started = await start(folder, withModelAt(model.url, recipeOf(name)), base);
      return async () => {
        await started[Symbol.asyncDispose]();
        await model[Symbol.asyncDispose]();
      };
    });

    /** A stream of which a first piece has come. */
    async function begun() {
      const stream = await clientOf(started).chat.completions.create({ model: 'm', messages: QUESTION, stream: true });
      const chunks = stream[Symbol.asyncIterator]();
      for (let text = ''; !text.includes('word'); ) {
        const { value, done } = await chunks.next();
        if (done) throw new Error('The stream ended before its first piece');
        text += value.choices[0]?.delta.content ?? '';
      }
      return { stream, chunks };
    }

    test('pieces go out as they come, and a caller who leaves aborts the call to the provider', async () => {
      const { stream } = await begun();
      expect(model.open).toBe(1);
      stream.controller.abort();
      await vi.waitFor(
        () => {
          if (noticesLate) model.goOn();
          expect(model.open).toBe(0);
        },
        { timeout: 10_000 },
      );
    });

    test.skipIf(noticesLate)('so does one who waits for a whole answer', async () => {
      const leaving = new AbortController();
      const asked = clientOf(started).chat.completions.create(
        { model: 'm', messages: QUESTION },
        { signal: leaving.signal },
      );
      await vi.waitFor(() => expect(model.open).toBe(1), { timeout: 10_000 });
      leaving.abort();
      await expect(asked).rejects.toThrow(/aborted/);
      await vi.waitFor(() => expect(model.open).toBe(0), { timeout: 10_000 });
    });

    test.skipIf(exits === null)('at SIGTERM a stream comes to its end, and then the process', async () => {
      const { chunks } = await begun();
      if (cutsAfterMs !== undefined) await wait(cutsAfterMs + 4_000); // nothing but time shows that it does not
      started.stop();
      await vi.waitFor(() => expect(knock(started.port)).rejects.toThrow('REFUSED'), { timeout: 10_000 });
      model.finish();
      let last: string | null | undefined;
      for (let step = await chunks.next(); !step.done; step = await chunks.next())
        last = step.value.choices[0]?.finish_reason;
      expect(last).toBe('stop');
      expect(await started.ended).toBe(exits);
    });
  });
});

/** Opens a connection, and leaves. */
async function knock(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
}
