/** A class of ASCII units as a table, for loops that ask for every unit. */
export const asciiTable = (allowed: RegExp): Uint8Array =>
  Uint8Array.from({ length: 128 }, (_, unit) => (allowed.test(String.fromCharCode(unit)) ? 1 : 0));

/**
 * Whether a table holds a UTF-16 unit. Nothing is looked up outside of it: at the NaN behind the end of a text, V8 would
 * from then on read every table as it reads any object.
 */
export const isIn = (table: Uint8Array, unit: number): boolean => unit < 128 && table[unit] === 1;
