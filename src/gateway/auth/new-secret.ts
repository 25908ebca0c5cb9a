import { base64url } from '../../auth/jwt.ts';

/** A prefix that says what it is, for people and for scanners of secrets, and 256 random bits in base64url. */
export const newSecret = (prefix: string): string => prefix + base64url(crypto.getRandomValues(new Uint8Array(32)));
