import { setupWorker } from 'msw/browser';
import { mock } from 'secure-llm/testing';

/** Loaded by the test alone: answers in place of the provider. */
globalThis.startWorker = async () => {
  await setupWorker(mock.openai().reply('Hello').stream(['Hel', 'lo'])).start({ quiet: true });
};
