import { describe, expect, test } from 'vitest';
import { type AuditRecord, NetworkError, SecureLLMClient, type SecureLLMClientOptions } from '../../src/index.ts';
import { type Step, scripted } from '../../src/testing/scripted.ts';
import { stall } from '../../src/testing/steps.ts';
import type { Handler, Provider } from '../../src/types/call.ts';
import { listenersOf } from '../support/listeners.ts';
import { manualClock } from '../support/manual-clock.ts';

function clientOf(run: readonly Step[] | Provider, options: Partial<SecureLLMClientOptions> = {}) {
  const provider = 'call' in run ? run : scripted(run as readonly Step[]);
  const records: AuditRecord[] = [];
  const clock = manualClock();
  const client = new SecureLLMClient({ provider, clock, audit: (record) => void records.push(record), ...options });
  return { client, clock, records };
}

const requestsOf = (provider: { readonly calls: number }) => provider.calls;

/** Everything that hangs on promises alone has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('nothing is sent before the first read', async () => {
  const provider = scripted(['a']);
  const { client, clock } = clientOf(provider);
  const stream = client.stream('hi');
  void stream.textStream;
  stream.toResponse();
  await settled();
  expect(requestsOf(provider)).toBe(0);
  expect(clock.pending).toBe(0);
});

test('events, text and the final result tell the same', async () => {
  const events = [];
  for await (const event of clientOf(['Hel', 'lo']).client.stream('hi')) events.push(event.type);
  expect(events).toEqual(['start', 'text-delta', 'text-delta', 'end']);
  const texts = [];
  const stream = clientOf(['Hel', 'lo']).client.stream('hi');
  for await (const text of stream.textStream) texts.push(text);
  expect(texts).toEqual(['Hel', 'lo']);
  expect((await stream.final()).text).toBe('Hello');
  expect((await clientOf(['Hel', 'lo']).client.stream('hi').final()).text).toBe('Hello');
});

test('reading twice is a TypeError', async () => {
  const stream = clientOf(['a']).client.stream('hi');
  await stream.final();
  expect(() => stream[Symbol.asyncIterator]()).toThrow(TypeError);
  expect(() => stream.textStream[Symbol.asyncIterator]()).toThrow(TypeError);
});

test('wrong input throws at the call, not at the first read', () => {
  const { client } = clientOf(['a']);
  expect(() => client.stream('')).toThrow(/white space/);
});

test('asking for an iterator takes nothing; only reading does', async () => {
  const stream = clientOf(['Hel', 'lo']).client.stream('hi');
  stream[Symbol.asyncIterator]();
  stream.textStream[Symbol.asyncIterator]();
  expect((await stream.final()).text).toBe('Hello');
});

test('an iterator that is closed before its first read ends the stream: nothing is sent, and final() tells', async () => {
  const provider = scripted(['a']);
  const stream = clientOf(provider).client.stream('hi');
  const events = stream[Symbol.asyncIterator]();
  await events.return?.();
  expect(await events.next()).toMatchObject({ done: true });
  await expect(stream.final()).rejects.toMatchObject({ name: 'AbortError' });
  expect(requestsOf(provider)).toBe(0);
});

test('a failure reaches the reader with what had been shown, and the same failure comes from final()', async () => {
  const stream = clientOf(['Hel', new NetworkError('reset')]).client.stream('hi');
  const reading = (async () => {
    for await (const _ of stream);
  })();
  const error = await reading.catch((error: unknown) => error);
  expect(error).toMatchObject({ code: 'ERR_NETWORK', partial: { text: 'Hel' } });
  await expect(stream.final()).rejects.toBe(error);
});

test('a stream that nobody reads on raises no unhandled rejection', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note);
  const { client } = clientOf([new NetworkError('reset')], { retry: { maxRetries: 0 } });
  const stream = client.stream('hi');
  await stream[Symbol.asyncIterator]()
    .next()
    .catch(() => {});
  const never = clientOf(['a']).client.stream('hi');
  never.abort();
  await settled();
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

describe('leaving', () => {
  /** A provider that tells what became of it. */
  function watched(): { readonly provider: Provider; readonly seen: string[] } {
    const seen: string[] = [];
    const call: Handler = async function* ({ signal }) {
      signal.addEventListener('abort', () => seen.push('aborted'), { once: true });
      try {
        yield { type: 'start', provider: 'p', model: 'm' };
        while (true) yield { type: 'text-delta', text: 'x' };
      } finally {
        seen.push('closed');
      }
    };
    return { provider: { ...scripted([]), call }, seen };
  }

  test('break aborts the signal first, then closes the chain, and the record is written', async () => {
    const { provider, seen } = watched();
    const { client, records, clock } = clientOf(provider);
    for await (const text of client.stream('hi').textStream) if (text) break;
    expect(seen).toEqual(['aborted', 'closed']);
    expect(records).toMatchObject([{ outcome: 'cancelled' }]);
    expect(clock.pending).toBe(0);
  });

  test('abort() while the reader is away frees everything, and the reader then gets the reason', async () => {
    const { provider, seen } = watched();
    const { client, records, clock } = clientOf(provider);
    const stream = client.stream('hi');
    const events = stream[Symbol.asyncIterator]();
    await events.next();
    stream.abort('enough');
    await settled();
    expect(seen).toEqual(['aborted', 'closed']);
    expect(records).toHaveLength(1);
    expect(clock.pending).toBe(0);
    await expect(events.next()).rejects.toBe('enough');
    await expect(stream.final()).rejects.toBe('enough');
  });

  test('abort() during a read rejects that read', async () => {
    const { client, clock } = clientOf([stall]);
    const stream = client.stream('hi');
    const reading = stream.final().catch((error: unknown) => error);
    await settled();
    stream.abort('enough');
    expect(await reading).toBe('enough');
    await settled();
    expect(clock.pending).toBe(0);
  });

  test('an absent reader is freed after readerMs: connection, place and timers, with a record', async () => {
    const { provider, seen } = watched();
    const { client, clock, records } = clientOf(provider, { throttle: { maxConcurrency: 1, maxQueue: 1 } });
    const stream = client.stream('hi');
    const events = stream[Symbol.asyncIterator]();
    await events.next();
    await clock.advance(299_999);
    expect(seen).toEqual([]);
    await clock.advance(1);
    expect(seen).toEqual(['aborted', 'closed']);
    expect(records).toMatchObject([{ outcome: 'error', errorCode: 'ERR_TIMEOUT' }]);
    expect(clock.pending).toBe(0);
    const next = client.stream('hi')[Symbol.asyncIterator](); // the one place is free again
    expect(await next.next()).toMatchObject({ value: { type: 'start' } });
    await next.return?.();
    await expect(events.next()).rejects.toMatchObject({ code: 'ERR_TIMEOUT', phase: 'reader' });
  });

  test('leaving during a read ends that read and the work behind it', async () => {
    for (const pick of ['events', 'text'] as const) {
      const { client, records } = clientOf(['ö', stall]);
      const stream = client.stream('hi');
      const source: AsyncIterable<unknown> = pick === 'events' ? stream : stream.textStream;
      const reader = source[Symbol.asyncIterator]();
      await reader.next();
      if (pick === 'events') await reader.next();
      const pending = Promise.resolve(reader.next()).catch((error: unknown) => error);
      await reader.return?.();
      expect(await pending).toMatchObject({ name: 'AbortError' });
      await expect(stream.final()).rejects.toMatchObject({ name: 'AbortError' });
      await settled();
      expect(records).toHaveLength(1);
    }
  });

  test('an iterator that was never used may be closed without harm to the one that is', async () => {
    const stream = clientOf(['a', 'b']).client.stream('hi');
    const used = stream[Symbol.asyncIterator]();
    const unused = stream[Symbol.asyncIterator]();
    await used.next();
    await unused.return?.();
    expect(await used.next()).toMatchObject({ value: { type: 'text-delta' } });
    await used.return?.();
  });

  test('an abort at any moment leaves one record, no timer and no open provider', async () => {
    for (const wire of ['chat', 'stream'] as const)
      for (let moment = 0; moment < 200; moment++) {
        const { provider, seen } = watched();
        let opened = 0;
        const call: Handler = (given) => {
          opened++;
          return (async function* () {
            for await (const event of provider.call(given)) {
              yield event;
              if (event.type === 'text-delta') break;
            }
            yield {
              type: 'end',
              finishReason: 'stop',
              usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
            } as const;
          })();
        };
        const { client, records, clock } = clientOf({ ...provider, call });
        const controller = new AbortController();
        const options = { signal: controller.signal };
        const reading = (wire === 'chat' ? client.chat('hi', options) : client.stream('hi', options).final()).catch(
          () => {},
        );
        for (let tick = 0; tick < moment; tick++) await null;
        controller.abort('now');
        await reading;
        await settled();
        expect([moment, clock.pending]).toEqual([moment, 0]);
        expect(records.length).toBeLessThanOrEqual(1);
        expect([moment, seen.filter((what) => what === 'closed').length]).toEqual([moment, opened]);
        if (opened > 0) expect(records).toHaveLength(1);
      }
  });

  test('a slow reader is billed neither to the call nor to the provider', async () => {
    const { client, clock } = clientOf(['ö', 'ä', 'ü'], { timeout: { totalMs: 100, idleMs: 50, firstTokenMs: 50 } });
    const seen = [];
    for await (const text of client.stream('hi').textStream) {
      seen.push(text);
      await clock.advance(10_000);
    }
    expect(seen).toEqual(['ö', 'ä', 'ü']);
    expect(clock.pending).toBe(0);
  });

  test('the listener on the signal of the caller goes with the call', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const listeners = listenersOf(signal);
    const { client } = clientOf(['a', 'b']);
    await client.chat('hi', { signal });
    for await (const _ of client.stream('hi', { signal })) break;
    expect(listeners.size).toBe(0);
  });
});

describe('toResponse', () => {
  test('streams our events as server-sent events', async () => {
    const response = clientOf(['Hel', 'lo'])
      .client.stream('hi')
      .toResponse({ status: 201, headers: { 'x-mine': '1' } });
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('x-mine')).toBe('1');
    const events = (await response.text())
      .trim()
      .split('\n\n')
      .map((line) => JSON.parse(line.replace(/^data: /, '')));
    expect(events.map(({ type }) => type)).toEqual(['start', 'text-delta', 'text-delta', 'end']);
  });

  test('tells nothing that a provider alone wants back: nobody has screened it', async () => {
    const secret = { type: 'continuation', provider: 'scripted', data: 'SECRET' } as const;
    const stream = clientOf([secret, 'Hi']).client.stream('hi');
    const body = await stream.toResponse().text();
    expect(body).not.toMatch(/SECRET|continuation/);
    expect(body).toContain('"Hi"');
    expect(await stream.final()).toMatchObject({ continuations: [{ data: 'SECRET' }] });
  });

  test('a failure is the last event, with its code and without attempts or text', async () => {
    const response = clientOf(['SECRET', new NetworkError('reset')])
      .client.stream('hi')
      .toResponse();
    const last = (await response.text()).trim().split('\n\n').at(-1) ?? '';
    expect(JSON.parse(last.replace(/^data: /, ''))).toEqual({
      type: 'error',
      error: { code: 'ERR_NETWORK', message: 'reset', retryable: true },
    });
  });

  test('a client that disconnects aborts the call', async () => {
    const { client, records } = clientOf(['ö', stall]);
    const reader = client.stream('hi').toResponse().body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await settled();
    expect(records).toMatchObject([{ outcome: 'cancelled' }]);
  });

  test('is read once, like every stream', async () => {
    const stream = clientOf(['a']).client.stream('hi');
    await stream.final();
    expect(() => stream.toResponse()).toThrow(TypeError);
  });

  test('of two answers of one stream, the later to be read says that it failed', async () => {
    const stream = clientOf(['a']).client.stream('hi');
    const [first, second] = [stream.toResponse(), stream.toResponse()];
    expect(await first.text()).toContain('"end"');
    expect(await second.text()).toMatch(/^data: \{"type":"error"/);
  });

  test('an error that is not ours is told as unknown, without its words', async () => {
    const layers = [
      () => {
        throw new Error('SECRET');
      },
    ];
    const body = await clientOf(['a'], { layers }).client.stream('hi').toResponse().text();
    expect(body).toContain('ERR_UNKNOWN');
    expect(body).not.toContain('SECRET');
  });
});

test('two who ask before either reads: the first to read is the reader, the other disturbs nothing', async () => {
  const { client, records } = clientOf(['Hel', 'lo']);
  const stream = client.stream('hi');
  const [late, reader, idle] = [0, 1, 2].map(() => stream[Symbol.asyncIterator]());
  expect(await reader?.next()).toMatchObject({ done: false });
  await expect(late?.next()).rejects.toThrow(/can be read once/);
  expect([await late?.return?.(), await idle?.return?.()]).toMatchObject([{ done: true }, { done: true }]);
  expect([await late?.next(), await idle?.next()]).toMatchObject([{ done: true }, { done: true }]);
  for (let step = await reader?.next(); step && !step.done; step = await reader?.next());
  expect((await stream.final()).text).toBe('Hello');
  expect(records).toMatchObject([{ outcome: 'ok' }]);
});
