import { setupWorker } from 'msw/browser';
import { injectionScore } from 'secure-llm/guards';
import { mock } from 'secure-llm/testing';
import { keyRing, sealedStore, vault } from 'secure-llm/vault';
import { indexedDBStore } from './indexed-db.ts';

/** Loaded by the test alone: answers in place of the provider. */
globalThis.startWorker = async () => {
  await setupWorker(mock.openai().reply('Hello').stream(['Hel', 'lo'])).start({ quiet: true });
};

/** The score of each text, and how long the first one took with the weights loaded for it. */
globalThis.scores = async (texts) => {
  const since = performance.now();
  await injectionScore('first');
  const firstMs = performance.now() - since;
  const scores = [];
  for (const text of texts) scores.push(await injectionScore(text));
  return { firstMs, scores };
};

/** Opens what Node sealed, and seals the text for Node to open. */
globalThis.exchange = async ({ key, sealed, context }) => {
  const own = vault({ keyRing: keyRing({ current: 'k', keys: { k: key } }) });
  const plain = await own.open(sealed, context);
  return { plain, sealed: await own.seal(plain, context) };
};

/** Notes in IndexedDB, the store itself, and the names of the notes in it. */
async function notesWith(key) {
  const below = indexedDBStore('notes');
  const own = vault({ keyRing: keyRing({ current: 'k', keys: { k: key } }) });
  const kept = sealedStore(below, { vault: own, purpose: 'note', tenant: 'acme' });
  return { below, kept, names: await below.getKeys() };
}

globalThis.keep = async ({ key, notes }) => {
  const { kept } = await notesWith(key);
  for (const [id, text] of Object.entries(notes)) await kept.setItem(id, text);
};

/** What is there, by id, and everything as it stands in the database. */
globalThis.kept = async (key) => {
  const { below, kept, names } = await notesWith(key);
  const notes = {};
  for (const id of await kept.getKeys()) notes[id] = await kept.getItem(id);
  return {
    notes,
    raw: JSON.stringify(await Promise.all(names.map(async (name) => [name, await below.getItem(name)]))),
  };
};

/** Changes the database past the sealed store, and answers with why nothing is given out. */
globalThis.tamper = async ({ key, id, how }) => {
  const { below, kept, names } = await notesWith(key);
  const before = new Map(await Promise.all(names.map(async (name) => [name, await below.getItem(name)])));
  const [one, other] = names;
  if (how === 'swap') {
    await below.setItem(one, before.get(other));
    await below.setItem(other, before.get(one));
  }
  for (const name of names) {
    const text = before.get(name);
    if (how === 'flip') await below.setItem(name, text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A'));
    if (how === 'cut') await below.setItem(name, text.slice(0, -5));
  }
  if (how === 'replay') {
    await kept.setItem(id, 'newer');
    for (const [name, text] of before) await below.setItem(name, text);
  }
  const outcome = await kept.getItem(id).catch((error) => [error.name, error.reason]);
  for (const [name, text] of before) await below.setItem(name, text);
  return outcome;
};

globalThis.purge = async (key) => {
  const { below, kept } = await notesWith(key);
  return [await kept.purge(), await below.getKeys()];
};
