import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passesLuhn, passesMod97 } from '../../src/guards/checksums.ts';

test('Luhn accepts the example of the standard and refuses it with any one digit changed', () => {
  expect(passesLuhn('79927398713')).toBe(true);
  fc.assert(
    fc.property(fc.nat(10), fc.integer({ min: 1, max: 9 }), (place, change) => {
      const digits = [...'79927398713'];
      digits[place] = String((Number(digits[place]) + change) % 10);
      expect(passesLuhn(digits.join(''))).toBe(false);
    }),
  );
});

test('Luhn refuses what is not digits', () => {
  expect([passesLuhn(''), passesLuhn('0'), passesLuhn('7992-739'), passesLuhn('a')]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('mod 97 accepts the examples of the registry in either case and refuses two digits swapped', () => {
  expect(passesMod97('GB29NWBK60161331926819')).toBe(true);
  expect(passesMod97('gb29nwbk60161331926819')).toBe(true);
  expect(passesMod97('DE89370400440532013000')).toBe(true);
  expect(passesMod97('DE98370400440532013000')).toBe(false);
  expect(passesMod97('GB29')).toBe(false);
  expect(passesMod97('GB29NWBK6016133192681!')).toBe(false);
});
