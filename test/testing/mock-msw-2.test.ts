import { HttpHandler } from 'msw-2';
import { setupServer } from 'msw-2/node';
import { describe, expect, test, vi } from 'vitest';
import { mock } from '../../src/testing/index.ts';
import { clientSuite } from '../support/client-suite.ts';
import { type MockServer, mockSuite } from '../support/mock-suite.ts';
import { sdkSuite } from '../support/sdk-suite.ts';

vi.mock('msw', () => import('msw-2'));

describe('msw 2', () => {
  const server = setupServer() as unknown as MockServer; // its handlers are of msw 2, as is all of msw here
  test('is what serves them', () => {
    expect(mock.openai()).toBeInstanceOf(HttpHandler);
  });
  mockSuite(server);
  sdkSuite(server);
  clientSuite(server);
});
