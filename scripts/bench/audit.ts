import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { auditLog, keyRing, memorySink, vault, verifyLog } from '../../src/node/vault.ts';
import { type Measure, median } from './support/report.ts';

const RECORDS = 10_000;
const ROUNDS = 9;

/** As one call leaves it: a retry, a finding, no text. */
export const RECORD = {
  type: 'call',
  id: 'b2f1c0de-0000-4000-8000-000000000000',
  operationId: 'b2f1c0de-0000-4000-8000-000000000001',
  time: '2030-01-01T00:00:00.000Z',
  durationMs: 812.4,
  outcome: 'ok',
  provider: 'openai',
  model: 'gpt-5-mini',
  wire: 'whole',
  scope: 'user-1',
  messages: 3,
  finishReason: 'stop',
  usage: { inputTokens: 321, outputTokens: 123, totalTokens: 444 },
  attempts: [{ provider: 'openai', model: 'gpt-5-mini', ms: 800, status: 200 }],
  waits: [],
  fallbacks: [],
  findings: [{ guard: 'pii', rule: 'email', action: 'redact', stage: 'input', path: 'messages[0].content' }],
};

const timed = async (job: () => unknown): Promise<number> => {
  const since = performance.now();
  await job();
  return performance.now() - since;
};

function bareChain(): void {
  const text = JSON.stringify(RECORD);
  let head = '';
  for (let n = 0; n < RECORDS; n++) head = createHash('sha256').update(head).update(text).digest('hex');
}

const TEXT = 'All that a record of a conversation may hold. '.repeat(23).slice(0, 1_024);
const KEY = randomBytes(32);

/** The least that makes a text of a text: a random nonce, the cipher, base64url. */
function bareSeals(): void {
  for (let n = 0; n < RECORDS; n++) {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', KEY, nonce).setAAD(Buffer.from(`conversation user-1 ${n}`));
    const sealed = Buffer.concat([nonce, cipher.update(TEXT, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    sealed.toString('base64url');
  }
}

/** What a record costs beside the least that a chain can do, which writes nothing; and how fast a log is checked. */
export async function bench(): Promise<readonly Measure[]> {
  const ring = keyRing({ current: 'k1', keys: { k1: new Uint8Array(32).fill(1) } });
  const rounds: {
    readonly bare: number;
    readonly append: number;
    readonly verify: number;
    readonly bareSeal: number;
    readonly seal: number;
  }[] = [];
  const { seal } = vault({ keyRing: ring });
  for (let round = 0; round < ROUNDS; round++) {
    const bareSeal = await timed(bareSeals);
    const sealed = await timed(async () => {
      for (let n = 0; n < RECORDS; n++)
        await seal(TEXT, { purpose: 'conversation', tenant: 'user-1', id: `${n}`, version: 0 });
    });
    const bare = await timed(bareChain);
    const sink = memorySink();
    const log = auditLog({ sink, keyRing: ring });
    const append = await timed(async () => {
      for (let n = 0; n < RECORDS; n++) await log(RECORD);
    });
    const bytes = new TextEncoder().encode([...sink].join(''));
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += 2 ** 16) pieces.push(bytes.subarray(at, at + 2 ** 16));
    const verify = await timed(() => verifyLog(pieces, { keyRing: ring }));
    rounds.push({ bare, append, verify: bytes.length / 1e3 / verify, bareSeal, seal: sealed });
  }
  const of = (name: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[name]));
  return [
    {
      what: 'audit record, chained and kept in memory',
      unit: 'µs',
      ours: (of('append') * 1_000) / RECORDS,
      peer: { name: 'bare SHA-256 chain', value: (of('bare') * 1_000) / RECORDS },
      ratio: median(rounds.map(({ append, bare }) => append / bare)),
      bar: { atMost: 15 },
    },
    {
      what: 'a record of 1 kB, sealed',
      unit: 'µs',
      ours: (of('seal') * 1_000) / RECORDS,
      peer: { name: 'bare node:crypto', value: (of('bareSeal') * 1_000) / RECORDS },
      ratio: median(rounds.map(({ seal, bareSeal }) => seal / bareSeal)),
      bar: { atMost: 2 },
    },
    { what: 'verification of a log', unit: 'MB/s', ours: of('verify') },
  ];
}
