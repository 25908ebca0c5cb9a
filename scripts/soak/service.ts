import { openaiChat } from '../../src/testing/dialects/openai-chat.ts';
import type { Fetch } from '../../src/transport/fetch.ts';
import { type Random, seeded } from '../eval/ids/make.ts';

/** What the service does with one request, by how often of a thousand. The rest is a good answer. */
const MIX = {
  busy: 40,
  down: 40,
  unreachable: 30,
  broken: 30,
  cut: 30,
  page: 15,
  refused: 10,
  flood: 5,
  silent: 3,
  stalled: 3,
} as const;

type Fault = keyof typeof MIX;

const PLACEHOLDER = /\[EMAIL_ADDRESS_\d+\]/;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * A provider in this process, behind `fetch`: it fails in many ways, and counts what is in flight for real, from the request
 * to the last byte, the failure or the abort. A good answer repeats the placeholder that stands for the caller's address.
 */
export class Service {
  requests = 0;
  inFlight = 0;
  mostInFlight = 0;
  /** While true, no request is answered. */
  holds = false;
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  readonly fetch: Fetch = async (_url, init) => {
    const signal = init?.signal ?? undefined;
    signal?.throwIfAborted();
    const leave = this.#enter(signal);
    const fault = this.#pick();
    try {
      await turn();
      signal?.throwIfAborted();
      if (fault === 'unreachable') throw new TypeError('fetch failed', { cause: systemError('ECONNREFUSED') });
      if (this.holds || fault === 'silent') await aborted(signal);
    } catch (error) {
      leave();
      throw error;
    }
    if (fault === 'busy') return json(429, openaiChat.error(429).body, leave, { 'retry-after-ms': '20' });
    if (fault === 'down') return json(503, openaiChat.error(503).body, leave);
    if (fault === 'refused') return json(400, openaiChat.error(400).body, leave);
    if (fault === 'page')
      return new Response(bodyOf(['<html>'], 'end', leave), { headers: { 'content-type': 'text/html' } });
    return answer(String(init?.body), fault, leave);
  };

  /** Counts a request in; its answer or its abort counts it out, once. */
  #enter(signal: AbortSignal | undefined): () => void {
    this.requests++;
    this.inFlight++;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    let inside = true;
    const leave = () => {
      if (inside) this.inFlight--;
      inside = false;
      signal?.removeEventListener('abort', leave);
    };
    signal?.addEventListener('abort', leave, { once: true });
    return leave;
  }

  #pick(): Fault | undefined {
    let left = this.#random() * 1_000;
    for (const [fault, share] of Object.entries(MIX)) {
      left -= share;
      if (left < 0) return fault as Fault;
    }
    return undefined;
  }
}

function answer(sent: string, fault: Fault | undefined, leave: () => void): Response {
  const placeholder = PLACEHOLDER.exec(sent)?.[0] ?? 'nobody';
  const streams = sent.includes('"stream":true');
  const texts = ['Write to ', placeholder.slice(0, 5), placeholder.slice(5), '.'];
  const { opening, texts: shown, ending: rest } = openaiChat.stream(texts);
  const whole = streams ? [...opening, ...shown, ...rest] : halves(JSON.stringify(openaiChat.whole(texts.join(''))));
  const type = streams ? 'text/event-stream' : 'application/json';
  const pieces = fault === 'flood' ? Array.from({ length: 40 }, () => `: ${' '.repeat(8_000)}\n\n`) : whole;
  const kept = fault === undefined || fault === 'flood' ? pieces : pieces.slice(0, pieces.length >> 1);
  const ending = fault === 'broken' ? 'break' : fault === 'stalled' ? 'stall' : 'end';
  return new Response(bodyOf(kept, ending, leave), { headers: { 'content-type': type } });
}

/** These pieces, one a read, each after a turn of the event loop; then the end, a broken connection, or silence. */
function bodyOf(pieces: readonly string[], ending: 'end' | 'break' | 'stall', leave: () => void): ReadableStream {
  const encoder = new TextEncoder();
  let sent = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = pieces[sent++];
        if (piece !== undefined) {
          if (sent % 4 === 1) await turn();
          return controller.enqueue(encoder.encode(piece));
        }
        if (ending === 'stall') return new Promise<void>(() => {});
        leave();
        if (ending === 'break') controller.error(new TypeError('terminated', { cause: systemError('ECONNRESET') }));
        else controller.close();
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}

const json = (status: number, body: unknown, leave: () => void, headers: Record<string, string> = {}): Response =>
  new Response(bodyOf([JSON.stringify(body)], 'end', leave), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

const halves = (text: string): readonly string[] => [text.slice(0, text.length >> 1), text.slice(text.length >> 1)];

const systemError = (code: string): Error => Object.assign(new Error(code), { code });

/** As fetch does it: rejects with the reason. */
const aborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
