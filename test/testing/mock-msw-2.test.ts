import { setupServer } from 'msw-2/node';
import { describe, vi } from 'vitest';
import { type MockServer, mockSuite } from '../support/mock-suite.ts';
import { sdkSuite } from '../support/sdk-suite.ts';

vi.mock('msw', () => import('msw-2'));

describe('msw 2', () => {
  const server = setupServer() as unknown as MockServer; // its handlers are of msw 2, as is all of msw here
  mockSuite(server);
  sdkSuite(server);
});
