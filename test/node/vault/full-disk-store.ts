import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SecureLLMClient } from '../../../src/client.ts';
import { fileStore, sealedStore, vault } from '../../../src/node/vault.ts';
import { scripted } from '../../../src/testing/index.ts';
import { testRing } from '../../support/test-ring.ts';

/** Keeps a value and a conversation, fills the small disk that they are on, writes again, makes room, and prints what came of it. */
const [disk = ''] = process.argv.slice(2);
const directory = join(disk, 'kept');
const ballast = join(disk, 'ballast');
const own = vault({ keyRing: testRing() });
const below = fileStore(directory);
const notes = sealedStore(below, { vault: own, purpose: 'note' });
await notes.setItem('a', 'old');
const client = new SecureLLMClient({ provider: scripted(['Hello!'], ['Hello again!']), vault: own });
const conversation = client.conversation('c', { store: fileStore(join(disk, 'conversations')) });
await conversation.send('Hi');

await writeFile(ballast, 'x'.repeat(2 ** 20)).catch(() => {}); // as much as there is room for
const { code } = await notes.setItem('a', 'y'.repeat(20_000)).catch((error) => error);
const failed = await conversation.send('Hi again').catch((error) => error);
const result = {
  code,
  old: await notes.getItem('a'),
  names: (await readdir(directory)).length,
  conversation: failed.code,
  cause: failed.cause?.message,
  messages: (await conversation.history()).messages.length,
};
await rm(ballast);
await notes.setItem('a', 'new');
console.log(JSON.stringify({ ...result, after: await notes.getItem('a') }));
