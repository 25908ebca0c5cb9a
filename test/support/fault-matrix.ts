import { type Fault, faults } from '../../src/node/testing.ts';
import { openaiChat } from '../../src/testing/dialects/openai-chat.ts';
import type { Call } from '../../src/types/call.ts';

/**
 * What becomes of a call, by fault. `before`: no content has come; `after`: a stream has shown `Hel`, half of a whole answer is
 * there; `throughout`: all the way. `3 × CODE`: a fault that stays costs three requests, two of them retries, and then is that
 * error. `retryable` is what the error says of itself. docs/reliability.md shows this table.
 */
const TABLE = `
  429 of openai                     | before     | 3 × ERR_RATE_LIMIT, retryable      | 3 × ERR_RATE_LIMIT, retryable
  429 of azure                      | before     | 3 × ERR_RATE_LIMIT, retryable      | 3 × ERR_RATE_LIMIT, retryable
  429 of anthropic                  | before     | 3 × ERR_RATE_LIMIT, retryable      | 3 × ERR_RATE_LIMIT, retryable
  429 of google                     | before     | 3 × ERR_RATE_LIMIT, retryable      | 3 × ERR_RATE_LIMIT, retryable
  429 of a proxy, a page            | before     | 3 × ERR_RATE_LIMIT, retryable      | 3 × ERR_RATE_LIMIT, retryable
  429 inside the answer             | before     | 3 × ERR_RATE_LIMIT, retryable      | 3 × ERR_RATE_LIMIT, retryable
  429 inside the answer             | after      | 3 × ERR_RATE_LIMIT, retryable      | 1 × ERR_RATE_LIMIT, retryable
  429, to wait an hour              | before     | 1 × ERR_RATE_LIMIT, retryable      | 1 × ERR_RATE_LIMIT, retryable
  429, the quota is used up         | before     | 1 × ERR_QUOTA_EXCEEDED             | 1 × ERR_QUOTA_EXCEEDED
  503                               | before     | 3 × ERR_PROVIDER, retryable        | 3 × ERR_PROVIDER, retryable
  400                               | before     | 1 × ERR_PROVIDER                   | 1 × ERR_PROVIDER
  401                               | before     | 1 × ERR_AUTHENTICATION             | 1 × ERR_AUTHENTICATION
  a redirect                        | before     | 1 × ERR_PROVIDER                   | 1 × ERR_PROVIDER
  a pause                           | before     | 1 × ok                             | 1 × ok
  a pause                           | after      | 1 × ok                             | 1 × ok
  one byte at a time                | throughout | 1 × ok                             | 1 × ok
  a drip that has no end            | throughout | 1 × ERR_TIMEOUT total              | 1 × ERR_TIMEOUT total
  a drip slower than the limit      | before     | 3 × ERR_TIMEOUT attempt, retryable | 3 × ERR_TIMEOUT first-token, retryable
  headers without end               | before     | 3 × ERR_TIMEOUT attempt, retryable | 3 × ERR_TIMEOUT first-token, retryable
  silence before the headers        | before     | 3 × ERR_TIMEOUT attempt, retryable | 3 × ERR_TIMEOUT first-token, retryable
  silence behind the headers        | before     | 3 × ERR_TIMEOUT attempt, retryable | 3 × ERR_TIMEOUT first-token, retryable
  silence in the answer             | after      | 3 × ERR_TIMEOUT attempt, retryable | 1 × ERR_TIMEOUT idle
  pings without end                 | before     | 3 × ERR_TIMEOUT attempt, retryable | 3 × ERR_TIMEOUT first-token, retryable
  pings without end                 | after      | 3 × ERR_TIMEOUT attempt, retryable | 1 × ERR_TIMEOUT idle
  a reset before the headers        | before     | 3 × ERR_NETWORK, retryable         | 3 × ERR_NETWORK, retryable
  a reset behind the headers        | before     | 3 × ERR_NETWORK, retryable         | 3 × ERR_NETWORK, retryable
  a reset in the answer             | after      | 3 × ERR_NETWORK, retryable         | 1 × ERR_NETWORK, retryable
  a reset in one JSON               | before     | 3 × ERR_NETWORK, retryable         | 3 × ERR_NETWORK, retryable
  a closed connection               | before     | 3 × ERR_NETWORK, retryable         | 3 × ERR_NETWORK, retryable
  a closed connection               | after      | 3 × ERR_NETWORK, retryable         | 1 × ERR_NETWORK, retryable
  bytes that are no HTTP            | before     | 3 × ERR_NETWORK, retryable         | 3 × ERR_NETWORK, retryable
  a body that ends too early        | before     | 1 × ERR_RESPONSE_FORMAT            | 3 × ERR_STREAM_INTERRUPTED, retryable
  a body that ends too early        | after      | 1 × ERR_RESPONSE_FORMAT            | 1 × ERR_STREAM_INTERRUPTED, retryable
  a body that ends inside an event  | before     | 1 × ERR_RESPONSE_FORMAT            | 3 × ERR_STREAM_INTERRUPTED, retryable
  no body                           | before     | 1 × ERR_RESPONSE_FORMAT            | 3 × ERR_STREAM_INTERRUPTED, retryable
  null in place of an answer        | before     | 1 × ERR_RESPONSE_FORMAT            | 1 × ERR_RESPONSE_FORMAT
  a page with status 200            | before     | 1 × ERR_RESPONSE_FORMAT            | 1 × ERR_RESPONSE_FORMAT
  an answer under a wrong type      | before     | 1 × ERR_RESPONSE_FORMAT            | 1 × ERR_RESPONSE_FORMAT
  one JSON, whatever was asked for  | before     | 1 × ok                             | 1 × ok
  a line of 50 MB                   | before     | 1 × ERR_RESPONSE_TOO_LARGE         | 1 × ERR_RESPONSE_TOO_LARGE
  a line of 50 MB                   | after      | 1 × ERR_RESPONSE_TOO_LARGE         | 1 × ERR_RESPONSE_TOO_LARGE
  a flood that has no end           | after      | 1 × ERR_RESPONSE_TOO_LARGE         | 1 × ERR_RESPONSE_TOO_LARGE
  gzip that unpacks to 1 GB         | before     | 1 × ERR_RESPONSE_TOO_LARGE         | 1 × ERR_RESPONSE_TOO_LARGE
  gzip that unpacks to 1 GB         | after      | 1 × ERR_RESPONSE_TOO_LARGE         | 1 × ERR_RESPONSE_TOO_LARGE
`;

/** The size caps of the provider in the matrix. */
export const CAPS = { maxEventBytes: 100_000, maxResponseBytes: 1_000_000 };

type Where = 'before' | 'after' | 'throughout';
type Limits = { readonly [Limit in 'totalMs' | 'attemptMs' | 'firstTokenMs' | 'idleMs']?: number };

export interface Row {
  readonly fault: string;
  readonly where: Where;
  readonly chat: string;
  readonly stream: string;
  /** What the server does. */
  readonly act: Fault;
  /** The time limit that ends it, where one does. The others stay as they are by default. */
  readonly limits: (wire: Call['wire']) => Limits | undefined;
}

/** A server that behaves like this, behind these texts. */
type Maker = (texts: readonly string[]) => Fault;

/** No answer comes within the limits. */
const STALLS: Readonly<Record<string, Maker>> = {
  'a drip slower than the limit': () => faults.slow('x'.repeat(100), { everyMs: 20 }),
  'headers without end': () => faults.slowHeaders(10),
  'silence before the headers': () => faults.stallBeforeHeaders(),
  'silence behind the headers': () => faults.stallAfterHeaders(),
  'silence in the answer': (texts) => faults.stallMidStream(texts),
  'pings without end': (texts) => faults.pings(10, texts),
};

const OTHERS: Readonly<Record<string, Maker>> = {
  '429 of openai': () => faults.rateLimit('openai'),
  '429 of azure': () => faults.rateLimit('azure'),
  '429 of anthropic': () => faults.rateLimit('anthropic'),
  '429 of google': () => faults.rateLimit('google'),
  '429 of a proxy, a page': () => faults.rateLimit('proxy'),
  '429 inside the answer': (texts) => faults.errorMidStream(texts, 429),
  '429, to wait an hour': () => faults.rateLimit('openai', 3_600_000),
  '429, the quota is used up': () => faults.status(429, { body: { error: { code: 'insufficient_quota' } } }),
  '503': () => faults.status(503),
  '400': () => faults.status(400),
  '401': () => faults.status(401),
  'a redirect': () => faults.redirect('https://example.com/v1/chat/completions'),
  'a pause': (texts) =>
    texts.length > 0 ? faults.stream([...texts, 'lo'], { delayMs: 20 }) : faults.late(20, faults.reply('Hello')),
  'one byte at a time': () => faults.slow('é😀', { everyMs: 0 }),
  'a drip that has no end': () => faults.slow('x '.repeat(20_000), { bytesPerWrite: 200 }),
  'a reset before the headers': () => faults.resetBeforeHeaders(),
  'a reset behind the headers': () => faults.resetAfterHeaders(),
  'a reset in the answer': (texts) => faults.resetMidStream(texts),
  'a reset in one JSON': () => faults.resetMidBody(),
  'a closed connection': (texts) => faults.hangUpMidStream(texts),
  'bytes that are no HTTP': () => faults.raw('SSH-2.0-OpenSSH\r\n'),
  'a body that ends too early': (texts) => faults.cutMidStream(texts),
  'a body that ends inside an event': () => faults.malformed('truncated'),
  'no body': () => faults.malformed('empty'),
  'null in place of an answer': () => faults.status(200, { body: null }),
  'a page with status 200': () => faults.malformed('html'),
  'an answer under a wrong type': () => faults.wrongType('Hello'),
  'one JSON, whatever was asked for': () => faults.status(200, { body: openaiChat.whole('Hello') }),
  'a line of 50 MB': (texts) => faults.hugeLine(50_000_000, texts),
  'a flood that has no end': () => faults.flood(Number.POSITIVE_INFINITY),
  'gzip that unpacks to 1 GB': (texts) => faults.gzipBomb(1_000_000_000, texts),
};

/** One limit shorter than the fault, those outside of it longer, as they are by default. */
function limitsOf(fault: string, where: Where, wire: Call['wire']): Limits | undefined {
  if (fault === 'a drip that has no end') return { totalMs: 8_000 };
  if (!(fault in STALLS)) return undefined;
  if (wire === 'whole') return { attemptMs: 4_000 };
  return where === 'after' ? { idleMs: 4_000 } : { firstTokenMs: 4_000, attemptMs: 6_000 };
}

/** Every server of the matrix, by fault. */
export const MAKERS: Readonly<Record<string, Maker>> = { ...STALLS, ...OTHERS };

export const MATRIX: readonly Row[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [fault = '', where = '', chat = '', stream = ''] = line.split('|').map((cell) => cell.trim());
    const maker = MAKERS[fault];
    if (!maker) throw new Error(`No server does this: ${fault}`);
    return {
      fault,
      where: where as Where,
      chat,
      stream,
      act: maker(where === 'after' ? ['Hel'] : []),
      limits: (wire) => limitsOf(fault, where as Where, wire),
    };
  });
