import { expect, test } from 'vitest';
import { isMachineMade, isWordy, piecesOf, randomness } from '../../src/guards/secrets/randomness.ts';

test('randomness is 0 for one character repeated, and log2 of the number of distinct ones at most', () => {
  expect(randomness('')).toBe(0);
  expect(randomness('aaaa')).toBe(0);
  expect(randomness('abcd')).toBe(2);
});

test('a name falls into words and numbers', () => {
  expect(piecesOf('dbPassword_2')).toEqual(['db', 'Password', '2']);
  expect(piecesOf('AWSSecretKey')).toEqual(['AWS', 'Secret', 'Key']);
});

test.each([
  ['q7Zt3Kx9Lm2Vb8Nc4Rw6', true],
  ['0afae57f3ccfd9d7f5767067bc48b30f', true],
  ['getUserPasswordByName2', false],
  ['my-application-server-01', false],
  ['q7Zt3Kx9', false],
])('%s is made by a machine: %s', (text, made) => {
  expect(isMachineMade(text)).toBe(made);
});

test('words without a digit are wordy', () => {
  expect(isWordy('hubDownloadWithRetry')).toBe(true);
  expect(isWordy('hZEmnoOEYISjraJtbySaKCNn')).toBe(false);
});
