/** A random id of 128 bits in hexadecimal, with a prefix that says what it names. */
export const randomId = (prefix: string): string =>
  `${prefix}_${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
