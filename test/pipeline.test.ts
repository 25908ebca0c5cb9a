import { expect, test, vi } from 'vitest';
import { SecureLLMClient } from '../src/index.ts';
import { scripted } from '../src/testing/scripted.ts';

test('where the safeguards cannot be loaded nothing is sent, and the next call tries again', async () => {
  vi.doMock('../src/pipeline.ts', () => {
    throw new TypeError('Failed to fetch dynamically imported module: https://page.example/pipeline.js');
  });
  const provider = scripted(['here']);
  const client = new SecureLLMClient({ provider });
  await expect(client.chat('hi')).rejects.toMatchObject({ code: 'ERR_GUARD', guard: 'layers' });
  const error = await client
    .stream('hi')
    .final()
    .catch((error: unknown) => error);
  expect(error).toMatchObject({ code: 'ERR_GUARD' });
  expect(JSON.stringify(error)).not.toContain('page.example');
  expect(provider.calls).toBe(0);
  vi.doUnmock('../src/pipeline.ts');
  expect(await client.chat('hi')).toMatchObject({ text: 'here' });
});
