import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import { type CallOptions, type SecureLLMClient, type ToolContext, tool } from '../../src/index.ts';

const City = z.object({ city: z.string(), days: z.number().default(1) });

test('execute and approve get what the schema makes of the arguments', () => {
  tool({
    input: City,
    approve: (input) => {
      expectTypeOf(input).toEqualTypeOf<{ city: string; days: number }>();
      return true;
    },
    execute: (input, context) => {
      expectTypeOf(input).toEqualTypeOf<{ city: string; days: number }>();
      expectTypeOf(context).toEqualTypeOf<ToolContext>();
    },
  });
});

test('nothing is known of the arguments of a JSON Schema', () => {
  tool({ input: { type: 'object' }, execute: (input) => expectTypeOf(input).toBeUnknown() });
});

test('tools of any arguments go into a call, with or without the helper', () => {
  const tools = {
    typed: tool({ input: City, execute: ({ city }) => city }),
    plain: { input: City, description: 'Asks for a city' },
    json: { input: { type: 'object' }, execute: () => 'ok' },
  };
  expectTypeOf(tools).toExtend<NonNullable<CallOptions['tools']>>();
  expectTypeOf<SecureLLMClient['chat']>().toBeCallableWith('Hi', { tools });
});

test('what is wrong is seen by the compiler', () => {
  // @ts-expect-error a tool needs its input
  tool({ execute: () => 'ok' });
  // @ts-expect-error an approval is a boolean
  tool({ input: City, approve: () => 'yes', execute: () => 'ok' });
  // @ts-expect-error no city of this name
  tool({ input: City, execute: ({ town }) => town });
});
