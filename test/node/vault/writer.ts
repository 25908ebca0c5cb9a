import { fileStore } from '../../../src/node/vault/file-store.ts';

/** Counts up in one item of a store until it is killed, and says what it has written. */
const [directory = '', first = '0'] = process.argv.slice(2);
const store = fileStore(directory);
for (let count = Number(first); ; count++) {
  await store.setItem('a', `${count} ${'x'.repeat(100_000)}`);
  process.send?.(count);
}
