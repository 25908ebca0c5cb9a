/** A random id of at least 122 bits, with a prefix that says what it names. */
export const randomId = (prefix: string): string => `${prefix}_${crypto.randomUUID?.() ?? hexadecimal()}`;

/** For pages without TLS, where `randomUUID` is missing. */
const hexadecimal = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
