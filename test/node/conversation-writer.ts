import { writeSync } from 'node:fs';
import { SecureLLMClient } from '../../src/client.ts';
import { fileStore, vault } from '../../src/node/vault.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { testRing } from '../support/test-ring.ts';

/** Asks turn after turn of one conversation, and tells each one that is answered, until it is killed. */
const [directory = '', from = '0'] = process.argv.slice(2);
let n = Number(from);
const provider = scripted(['Answer', ' to', ' it.']);
const client = new SecureLLMClient({ provider, throttle: { requestsPerMinute: Number.POSITIVE_INFINITY } });
const conversation = client.conversation('killed', {
  store: fileStore(directory),
  vault: vault({ keyRing: testRing() }),
  compaction: 'drop',
});
if ((await conversation.history()).pending.length > 0) await conversation.send();
for (;;) {
  await (n % 2 === 0 ? conversation.send(`Question ${n}`) : conversation.stream(`Question ${n}`).final());
  writeSync(1, `${n++}\n`);
}
