import { expectTypeOf, test } from 'vitest';
import type { CustomGuard, SanitizeOptions, SecureLLMClientOptions } from '../src/index.ts';

test('a policy names rules, entities and trusts that exist', () => {
  expectTypeOf<{ EMAIL_ADDRESS: 'block'; untrusted: { 'pii/email': 'warn' }; user: false }>().toExtend<
    SanitizeOptions['pii']
  >();
  expectTypeOf<{ EMAIL: 'block' }>().not.toExtend<SanitizeOptions['pii']>();
  expectTypeOf<{ untrusted: { EMAIL: 'block' } }>().not.toExtend<SanitizeOptions['pii']>();
  expectTypeOf<'remove'>().not.toExtend<SanitizeOptions['secrets']>();
  expectTypeOf<{ 'links/url': 'allow' }>().toExtend<NonNullable<SecureLLMClientOptions['output']>['links']>();
  expectTypeOf<{ user: 'redact' }>().not.toExtend<NonNullable<SecureLLMClientOptions['output']>['pii']>();
});

test('a policy for a guard of your own names what it likes', () => {
  expectTypeOf<{ 'mine/rule': 'block'; user: 'warn' }>().toExtend<CustomGuard['input']>();
});
