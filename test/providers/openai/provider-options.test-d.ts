import { expectTypeOf, test } from 'vitest';
import type { SecureLLMClient } from '../../../src/client.ts';
import type { OpenAIProviderOptions } from '../../../src/providers/openai/index.ts';

type CallOptions = NonNullable<Parameters<SecureLLMClient['chat']>[1]>;

test('options of OpenAI are what a call takes', () => {
  const openai = { reasoning_effort: 'low', verbosity: 'low', store: null } satisfies OpenAIProviderOptions;
  expectTypeOf({ providerOptions: { openai } }).toExtend<CallOptions>();
});

test('known ones are checked, others pass', () => {
  expectTypeOf<{
    reasoning: { effort: 'high'; summary: 'auto' };
    tools: [{ type: 'web_search' }];
  }>().toExtend<OpenAIProviderOptions>();
  expectTypeOf<{ a_field_of_tomorrow: 7 }>().toExtend<OpenAIProviderOptions>();
  expectTypeOf<{ verbosity: 'loud' }>().not.toExtend<OpenAIProviderOptions>();
  expectTypeOf<{ parallel_tool_calls: 'yes' }>().not.toExtend<OpenAIProviderOptions>();
});
