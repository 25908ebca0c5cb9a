import { describe, expect, test } from 'vitest';
import { misuse } from '../../../src/lib/check.ts';
import { allowing, type DefaultPolicy, decider, type Policy, reporting } from '../../../src/lib/screening/policy.ts';
import { policyCheck } from '../../../src/lib/screening/policy-check.ts';
import type { Match } from '../../../src/types/guard.ts';
import type { Trust } from '../../../src/types/message.ts';

const DEFAULTS: DefaultPolicy = {
  trust: { trusted: false, user: 'redact', untrusted: 'redact' },
  names: { IP_ADDRESS: 'allow' },
};
const match = (rule: string, entity?: string, score = 1): Match => ({
  rule,
  score,
  start: 0,
  end: 4,
  ...(entity && { entity }),
});
const EMAIL = match('pii/email', 'EMAIL_ADDRESS');
const ADDRESS = match('pii/ipv4', 'IP_ADDRESS');
const decide = (policy: Policy | undefined, given: Match, trust: Trust = 'user') =>
  decider(policy, DEFAULTS, undefined).decide(given, trust, 'text');

describe('a policy', () => {
  test('keeps its defaults where the caller says nothing', () => {
    expect(decide(undefined, EMAIL)).toBe('redact');
    expect(decide(undefined, ADDRESS)).toBe('allow');
    expect(decide(undefined, EMAIL, 'trusted')).toBeUndefined();
    expect(decide({}, EMAIL)).toBe('redact');
  });

  test('takes one choice for everything but names that differ by default and texts that are not looked at', () => {
    expect(decide('block', EMAIL)).toBe('block');
    expect(decide('block', ADDRESS)).toBe('allow');
    expect(decide('block', EMAIL, 'trusted')).toBeUndefined();
    expect(decide(false, ADDRESS)).toBeUndefined();
  });

  test('takes the narrower name first: rule, entity, trust', () => {
    expect(decide({ IP_ADDRESS: 'redact' }, ADDRESS)).toBe('redact');
    expect(decide({ IP_ADDRESS: 'redact', 'pii/ipv4': 'block' }, ADDRESS)).toBe('block');
    expect(decide({ untrusted: 'block' }, EMAIL, 'untrusted')).toBe('block');
    expect(decide({ untrusted: 'block' }, EMAIL)).toBe('redact');
    expect(decide({ untrusted: 'block', EMAIL_ADDRESS: 'warn' }, EMAIL, 'untrusted')).toBe('warn');
    expect(decide({ untrusted: { EMAIL_ADDRESS: 'block' }, EMAIL_ADDRESS: 'warn' }, EMAIL, 'untrusted')).toBe('block');
    expect(decide({ untrusted: { EMAIL_ADDRESS: 'block' } }, ADDRESS, 'untrusted')).toBe('allow');
    expect(decide({ trusted: 'warn' }, EMAIL, 'trusted')).toBe('warn');
    expect(decide({ 'pii/email': 'block', user: { EMAIL_ADDRESS: 'allow' } }, EMAIL)).toBe('block');
    expect(decide({ user: 'block' }, ADDRESS)).toBe('allow'); // an exception, until it is named
    expect(decide({ user: 'block' }, match('constructor'))).toBe('block');
    expect(decide({ EMAIL_ADDRESS: false }, EMAIL)).toBeUndefined();
  });

  test('leaves trusted text that has a default of its own alone, unless it is spoken of or all is switched off', () => {
    const apart: DefaultPolicy = { trust: { trusted: 'warn', user: 'redact', untrusted: 'redact' } };
    const ofTrusted = (policy: Policy | undefined) => decider(policy, apart, undefined).decide(EMAIL, 'trusted', '');
    expect(ofTrusted('block')).toBe('warn');
    expect(ofTrusted('redact')).toBe('warn');
    expect(ofTrusted({ EMAIL_ADDRESS: 'block' })).toBe('warn');
    expect(ofTrusted({ trusted: 'block' })).toBe('block');
    expect(ofTrusted({ trusted: { EMAIL_ADDRESS: 'block' } })).toBe('block');
    expect(ofTrusted(false)).toBeUndefined();
    const alike: DefaultPolicy = { trust: { trusted: 'redact', user: 'redact', untrusted: 'redact' } };
    expect(decider('warn', alike, undefined).decide(EMAIL, 'trusted', '')).toBe('warn');
    expect(decide({ EMAIL_ADDRESS: 'block' }, EMAIL, 'trusted')).toBeUndefined();
  });

  test('of a scored guard acts from the block threshold on, warns below it, and says nothing below the other', () => {
    const scored = (policy: Policy | undefined, score: number) =>
      decider(
        policy,
        { trust: { trusted: false, user: 'block', untrusted: 'block' } },
        { user: { block: 0.6, warn: 0.4 } },
      ).decide(match('injection/mode', undefined, score), 'user', '');
    expect([0.6, 0.59, 0.4, 0.39].map((score) => scored('block', score))).toEqual(['block', 'warn', 'warn', undefined]);
    expect(scored('redact', 0.9)).toBe('redact');
    expect(scored('allow', 0.5)).toBe('allow');
    expect(scored({ 'injection/mode': 'block' }, 0.45)).toBe('block'); // by name it is meant
  });

  test('knows whether it is off, and whether a stream has to wait for it', () => {
    const asked = (policy: Policy | undefined, trust: Trust) => {
      const { isOff, mayChange } = decider(policy, DEFAULTS, undefined);
      return [isOff(trust), mayChange(trust)];
    };
    expect(asked(undefined, 'user')).toEqual([false, true]);
    expect(asked(undefined, 'trusted')).toEqual([true, false]);
    expect(asked('warn', 'user')).toEqual([false, false]);
    expect(asked(false, 'user')).toEqual([true, false]);
    expect(asked({ user: false }, 'user')).toEqual([true, false]);
    expect(asked({ user: false, EMAIL_ADDRESS: 'block' }, 'user')).toEqual([false, true]);
    expect(asked({ untrusted: { EMAIL_ADDRESS: 'block' }, user: 'allow' }, 'user')).toEqual([false, false]);
  });

  test('in report mode only warns, and never waits', () => {
    const report = reporting(decider({ IP_ADDRESS: 'block' }, DEFAULTS, undefined));
    expect([EMAIL, ADDRESS].map((each) => report.decide(each, 'user', ''))).toEqual(['warn', 'warn']);
    expect(report.mayChange('user')).toBe(false);
  });

  test('lets a known text pass, for its rule or entity alone', () => {
    const known = allowing(
      [
        { rule: 'pii/email', text: 'help@example.com' },
        { rule: 'IP_ADDRESS', text: /^192\.0\.2\./ },
      ],
      decider({ IP_ADDRESS: 'block' }, DEFAULTS, undefined),
    );
    expect(known.decide(EMAIL, 'user', 'help@example.com')).toBe('allow');
    expect(known.decide(EMAIL, 'user', 'else@example.com')).toBe('redact');
    expect(known.decide(ADDRESS, 'user', '192.0.2.7')).toBe('allow');
    expect(known.decide(match('pii/phone'), 'user', 'help@example.com')).toBe('redact');
  });
});

describe('reading a policy', () => {
  const read = (value: unknown, names?: readonly string[]) =>
    policyCheck(names, ['user', 'untrusted'])(value, 'sanitize.pii', misuse);
  const NAMES = ['pii/email', 'EMAIL_ADDRESS'];

  test('takes choices and tables', () => {
    expect(read('block', NAMES)).toBe('block');
    expect(read(false, NAMES)).toBe(false);
    const table = { EMAIL_ADDRESS: 'warn', untrusted: { 'pii/email': 'block' }, user: 'allow', 'pii/email': undefined };
    expect(read(table, NAMES)).toEqual({ EMAIL_ADDRESS: 'warn', untrusted: { 'pii/email': 'block' }, user: 'allow' });
    expect(read({ 'mine/rule': 'block' })).toEqual({ 'mine/rule': 'block' });
  });

  test.each([
    ['another string', 'erase', /`sanitize\.pii` must be one of 'block'/],
    ['true', true, /got true/],
    ['an unknown name', { EMAIL: 'block' }, /^`sanitize\.pii` has no rule or entity `EMAIL`; it takes `EMAIL_ADDRESS`/],
    ['a trust that it does not know here', { trusted: 'block' }, /no rule or entity `trusted`/],
    ['a wrong choice in a table', { EMAIL_ADDRESS: 'no' }, /`sanitize\.pii\.EMAIL_ADDRESS` must be one of/],
    [
      'a wrong name in a table of a trust',
      { user: { MAIL: 'warn' } },
      /^`sanitize\.pii\.user` has no rule or entity `MAIL`/,
    ],
    ['an array', ['block'], /got array/],
  ])('refuses %s', (_, value, message) => {
    expect(() => read(value, NAMES)).toThrow(message);
  });
});
