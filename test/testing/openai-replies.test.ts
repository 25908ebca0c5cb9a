import { expect, test } from 'vitest';
import { stream } from '../../src/testing/openai-replies.ts';

// msw 2 hands the abort to the handler and does nothing about the body: without this, a read would wait for ever.
test('an abort of the request ends a mocked stream, whatever msw does about it', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const reply = stream(['Hel'], { ending: 'stall' });
  const reader = reply({ stream: true }, controller.signal).body?.getReader();
  for (let sent = 0; sent < 2; sent++) await reader?.read();
  const read = reader?.read();
  controller.abort(reason);
  await expect(read).rejects.toBe(reason);
});
