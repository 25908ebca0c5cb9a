import { fileStore } from '../../../src/node/vault.ts';

/** Adds to a number in a file store, one at a time, as often as it is told. */
const [directory = '', key = '', times = '0'] = process.argv.slice(2);
const store = fileStore(directory);
for (let left = Number(times); left > 0; ) {
  const before = (await store.getItem(key)) as string | null;
  const isThere = await store.compareAndSet(key, before ?? undefined, `${Number(before) + 1}`);
  if (isThere === true) left--;
}
