import { expectTypeOf, test } from 'vitest';
import type { Attempt, Finding, SecureLLMClient } from '../../src/index.ts';

test('a listener is told what its event holds, and whose it is', () => {
  const listen = (client: SecureLLMClient) => {
    client.on('attempt', (event) => {
      expectTypeOf(event).toExtend<Attempt>();
      expectTypeOf(event.callId).toEqualTypeOf<string>();
      expectTypeOf(event.scope).toEqualTypeOf<string | undefined>();
    });
    client.on('retry', ({ waitMs, attempt }) => expectTypeOf([waitMs, attempt]).toEqualTypeOf<number[]>());
    client.on('finding', (event) => expectTypeOf(event).toExtend<Finding>());
    expectTypeOf(client.on('throttle', () => {})).toEqualTypeOf<() => void>();
    // @ts-expect-error there is no such event
    client.on('answer', () => {});
  };
  expectTypeOf(listen).returns.toEqualTypeOf<void>();
});
