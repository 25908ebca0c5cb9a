import { parentPort, workerData } from 'node:worker_threads';
import { keyRing, vault } from '../../../src/node/vault.ts';

/** Seals as often as it is told, and answers with the salt and nonce of each. */
const own = vault({ keyRing: keyRing({ current: 'k', keys: { k: new Uint8Array(32).fill(1) } }) });
const pairs: string[] = [];
for (let count = 0; count < workerData; count++) {
  const sealed = await own.seal('x', { purpose: 'p', tenant: 't', id: 'i', version: 0 });
  pairs.push(sealed.slice('v1.k.'.length, 'v1.k.'.length + 58)); // 43.5 bytes: all but the last half byte
}
parentPort?.postMessage(pairs);
