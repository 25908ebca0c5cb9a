import { describe, expect, test } from 'vitest';
import { ThrottledError } from '../../src/errors.ts';
import { type Place, type Throttle, type Throttled, type ThrottleJob, throttle } from '../../src/layers/throttle.ts';
import type { Call, Handler } from '../../src/types/call.ts';
import type { ChatEvent } from '../../src/types/event.ts';
import type { RateLimits } from '../../src/types/rate-limits.ts';
import { manualClock } from '../support/manual-clock.ts';
import { aCall, readAll } from '../support/read-all.ts';

const EVENTS: ChatEvent[] = [
  { type: 'text-delta', text: 'Hel' },
  { type: 'text-delta', text: 'lo' },
  { type: 'end', finishReason: 'stop', usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } },
];
const answer: Handler = async function* () {
  yield* EVENTS;
};

const ACME: Throttled = { provider: 'acme', model: 'm1', maxPauseMs: 60_000 };

/** A gate that grants after `waitMs` and counts. */
function fakeGate(waitMs = 0) {
  const clock = manualClock();
  const jobs: ThrottleJob[] = [];
  const counts = { held: 0, releases: 0 };
  const gate: Pick<Throttle, 'acquire'> = {
    async acquire(job) {
      jobs.push(job);
      await clock.advance(waitMs);
      counts.held += 1;
      let held = true;
      return () => {
        counts.releases += 1;
        if (held) counts.held -= 1;
        held = false;
      };
    },
  };
  return { jobs, counts, layer: throttle(gate, clock, ACME) };
}

test('passes the events on and gives the place back at the end', async () => {
  const { counts, layer } = fakeGate();
  const { events } = await readAll(layer(aCall(), answer));
  expect(events).toEqual(EVENTS);
  expect(counts.held).toBe(0);
});

test('asks for a place with the tokens, the priority and the signal of the call', async () => {
  const { jobs, layer } = fakeGate();
  const call = aCall({ priority: 2 });
  await readAll(layer({ ...call, request: { ...call.request, maxOutputTokens: 90 } }, answer));
  expect(jobs).toEqual([{ tokens: 97, priority: 2, signal: call.signal }]);
});

test('asks for nothing before the first read', () => {
  const { jobs, layer } = fakeGate();
  layer(aCall(), answer);
  expect(jobs).toEqual([]);
});

test('records a wait and leaves out what was none', async () => {
  const waited = aCall();
  await readAll(fakeGate(250).layer(waited, answer));
  expect(waited.trace.waits).toEqual([{ reason: 'queue', durationMs: 250 }]);
  const idle = aCall();
  await readAll(fakeGate(0).layer(idle, answer));
  expect(idle.trace.waits).toEqual([]);
});

test('records the wait of a call that got no place, sends nothing and passes the error on', async () => {
  const clock = manualClock();
  const refusal = new ThrottledError(5, 'full');
  const acquire = async () => {
    await clock.advance(30);
    throw refusal;
  };
  const call = aCall();
  let sent = false;
  const { error } = await readAll(
    throttle(
      { acquire },
      clock,
      ACME,
    )(call, () => {
      sent = true;
      return answer(call);
    }),
  );
  expect(error).toBe(refusal);
  expect(sent).toBe(false);
  expect(call.trace.waits).toEqual([{ reason: 'queue', durationMs: 30 }]);
});

/** What a call was told to tell, by name. */
function told() {
  const events: unknown[] = [];
  return { events, emit: (name: string, event: object) => void events.push({ name, ...event }) };
}

test('tells of a wait that can be noticed, and of none that cannot', async () => {
  const { events, emit } = told();
  await readAll(fakeGate(0).layer(aCall({ emit }), answer));
  expect(events).toEqual([]);
  await readAll(fakeGate(250).layer(aCall({ emit }), answer));
  expect(events).toEqual([{ name: 'throttle', provider: 'acme', model: 'm1', waitMs: 250 }]);
});

test('tells of a refusal with its code, and of no abort as if it were one', async () => {
  const { events, emit } = told();
  const gateThatThrows = (error: unknown) => ({ acquire: () => Promise.reject(error) });
  await readAll(throttle(gateThatThrows(new ThrottledError(5, 'full')), manualClock(), ACME)(aCall({ emit }), answer));
  await readAll(
    throttle(gateThatThrows(new DOMException('no', 'AbortError')), manualClock(), ACME)(aCall({ emit }), answer),
  );
  expect(events).toEqual([{ name: 'throttle', provider: 'acme', model: 'm1', waitMs: 0, errorCode: 'ERR_THROTTLED' }]);
});

test('gives the place back when the provider fails', async () => {
  const { counts, layer } = fakeGate();
  const { error } = await readAll(
    layer(aCall(), async function* () {
      yield* EVENTS.slice(0, 1);
      throw new Error('down');
    }),
  );
  expect(error).toBeInstanceOf(Error);
  expect(counts.held).toBe(0);
});

test('gives the place back when the reader leaves early', async () => {
  const { counts, layer } = fakeGate();
  for await (const _ of layer(aCall(), answer)) break;
  expect(counts.held).toBe(0);
});

test('gives the place back on abort though the reader never comes again', async () => {
  const { counts, layer } = fakeGate();
  const controller = new AbortController();
  const events = layer(aCall({ signal: controller.signal }), answer)[Symbol.asyncIterator]();
  await events.next();
  expect(counts.held).toBe(1);
  controller.abort();
  expect(counts.held).toBe(0);
});

test('sends nothing when the abort came with the grant', async () => {
  const { counts, layer } = fakeGate();
  const controller = new AbortController();
  const call = aCall({ signal: controller.signal });
  const reading = readAll(
    layer(call, () => {
      throw new Error('sent');
    }),
  );
  controller.abort('enough');
  expect((await reading).error).toBe('enough');
  expect(counts.held).toBe(0);
});

test('leaves no listener on the signal', async () => {
  const { counts, layer } = fakeGate();
  const controller = new AbortController();
  await readAll(layer(aCall({ signal: controller.signal }), answer));
  expect(counts.releases).toBe(1);
  controller.abort();
  expect(counts.releases).toBe(1);
});

describe('what replies say of the limits', () => {
  const told = { requests: { limit: 60, remaining: 59, resetMs: 1_000 } };

  /** A gate that learns, and a provider that says so much. */
  async function lessonsOf(call: Call, limits: RateLimits): Promise<readonly RateLimits[]> {
    const learnt: RateLimits[] = [];
    const place: Place = Object.assign(() => {}, { learn: (limits: RateLimits) => void learnt.push(limits) });
    const layer = throttle({ acquire: async () => place }, manualClock(), ACME);
    await readAll(
      layer(call, (call) => {
        call.learn?.(limits);
        return answer(call);
      }),
    );
    return learnt;
  }

  test('reaches the gate', async () => {
    expect(await lessonsOf(aCall(), told)).toEqual([told]);
  });

  test('reaches a layer outside as well', async () => {
    const heard: RateLimits[] = [];
    await lessonsOf(aCall({ learn: (limits) => void heard.push(limits) }), told);
    expect(heard).toEqual([told]);
  });

  test('is not heard from another model than the one whose limits are kept', async () => {
    const call = aCall();
    expect(await lessonsOf({ ...call, request: { ...call.request, model: 'other' } }, told)).toEqual([]);
    expect(await lessonsOf({ ...call, request: { ...call.request, model: 'm1' } }, told)).toEqual([told]);
  });

  test('pauses for no longer than the client waits for a Retry-After', async () => {
    expect(await lessonsOf(aCall(), { retryAfterMs: 3_600_000 })).toEqual([{ retryAfterMs: 60_000 }]);
    expect(await lessonsOf(aCall(), { retryAfterMs: 2_000 })).toEqual([{ retryAfterMs: 2_000 }]);
  });
});
