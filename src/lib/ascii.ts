/** A class of ASCII units as a table, for loops that ask for every unit. */
export const asciiTable = (allowed: RegExp): Uint8Array =>
  Uint8Array.from({ length: 128 }, (_, unit) => (allowed.test(String.fromCharCode(unit)) ? 1 : 0));

/** Whether a table holds a UTF-16 unit. */
export const isIn = (table: Uint8Array, unit: number): boolean => table[unit] === 1;
