import { SecureLLMClient } from 'secure-llm';
import { local } from 'secure-llm/local';
import { auditLog, keyRing, memorySink, verifyLog } from 'secure-llm/vault';
import { expect, test } from 'vitest';
import { ask, openGateway } from '../support/gateway.ts';

test('a gateway and its client write to one log, which proves itself', async () => {
  const ring = keyRing({ current: 'k1', keys: { k1: crypto.getRandomValues(new Uint8Array(32)) } });
  const sink = memorySink();
  const log = auditLog({ sink, keyRing: ring });
  const client = new SecureLLMClient({ provider: local(), audit: log });
  const { fetch } = openGateway({ client, audit: log });
  const answer = await fetch(ask('/v1/models'));
  const requestId = answer.headers.get('x-request-id') ?? '';
  await client.sentiment('A wonderful day.', { requestId, principal: 'alice' });
  await log.close();
  const lines = [...sink].join('').match(/.*\n/g) ?? [];
  await verifyLog(lines, { keyRing: ring });
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain(`"id":"${requestId}"`);
  expect(lines[1]).toContain(`"requestId":"${requestId}"`);
  expect(lines[0]).toContain('"type":"request"');
});
