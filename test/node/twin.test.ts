import { describe, expect, test, vi } from 'vitest';
import { dispatcherOfFetch } from '../../src/node/dispatcher.ts';

// What holds of an adapter holds of its twin for Node: the same tests, with the one in the place of the other.
vi.mock('../../src/providers/google/index.ts', () => import('../../src/node/google.ts'));
vi.mock('../../src/providers/openai/index.ts', () => import('../../src/node/openai.ts'));

await fetch('data:,'); // the first use of fetch makes the dispatcher

test('the fetch of this Node has a dispatcher, which is found', () => {
  expect(typeof dispatcherOfFetch()?.dispatch).toBe('function');
});

// Each apart, as their hooks are for themselves alone.
describe('twin, through a client', async () => void (await import('../faults.test.ts')));
describe('twin, fault by fault', async () => void (await import('../fault-matrix.test.ts')));
describe('twin, alone', async () => void (await import('../providers/openai/faults.test.ts')));
describe('twin, after the end', async () => void (await import('../providers/openai/grace.test.ts')));
describe('twin, options', async () => void (await import('../providers/openai/options.test.ts')));
describe('twin, Azure', async () => void (await import('../providers/openai/azure.test.ts')));
describe('twin, secrets', async () => void (await import('../providers/openai/secrets.test.ts')));
describe('twin of google, alone', async () => void (await import('../providers/google/faults.test.ts')));
describe('twin of google, options', async () => void (await import('../providers/google/options.test.ts')));
describe('twin of google, secrets', async () => void (await import('../providers/google/secrets.test.ts')));
