import { setupWorker } from 'msw/browser';
import { injectionScore } from 'secure-llm/guards';
import { mock } from 'secure-llm/testing';
import { keyRing, vault } from 'secure-llm/vault';

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
