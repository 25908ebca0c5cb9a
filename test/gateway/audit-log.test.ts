import { SecureLLMClient } from 'secure-llm';
import { local } from 'secure-llm/local';
import { auditLog, keyRing, memorySink, verifyLog } from 'secure-llm/vault';
import { expect, test } from 'vitest';
import { ask, openGateway } from '../support/gateway.ts';

test('a gateway and its client write to one log, which proves itself and joins them', async () => {
  const ring = keyRing({ current: 'k1', keys: { k1: crypto.getRandomValues(new Uint8Array(32)) } });
  const sink = memorySink();
  const log = auditLog({ sink, keyRing: ring });
  const client = new SecureLLMClient({ provider: local(), audit: log });
  const answer = await openGateway({ client, audit: log }).fetch(ask('/api/sentiment', { text: 'A wonderful day.' }));
  await log.close();
  const lines = [...sink].join('').match(/.*\n/g) ?? [];
  await verifyLog(lines, { keyRing: ring });
  const [call, request] = lines.map((line) => JSON.parse(line).record);
  const id = answer.headers.get('x-request-id');
  expect(call).toMatchObject({ requestId: id, principal: 'alice', outcome: 'ok' });
  expect(request).toMatchObject({
    type: 'request',
    id,
    principal: 'alice',
    status: 200,
    model: 'local',
    usage: call.usage,
  });
});
