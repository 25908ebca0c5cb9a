import { setupServer } from 'msw/node';
import { describe, expect, test } from 'vitest';
import { mock } from '../../src/testing/index.ts';
import { clientSuite } from '../support/client-suite.ts';
import { mockSuite, post } from '../support/mock-suite.ts';
import { sdkSuite } from '../support/sdk-suite.ts';

const server = setupServer();

describe('msw 3', () => {
  mockSuite(server);
  sdkSuite(server);
  clientSuite(server);

  test('a mocked stream can be cancelled', async () => {
    server.use(mock.openai().stream(['Hel'], { ending: 'stall' }));
    const response = await post({ messages: [], stream: true });
    await expect(response.body?.cancel()).resolves.toBeUndefined();
  });
});
