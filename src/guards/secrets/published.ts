/** The score of what a vendor prints in its documentation, or everybody writes: it is found, and only warned about. */
export const PUBLISHED_SCORE = 0.5;

/** Keys end in it in the documentation of AWS, and in much that was written after it. */
const EXAMPLE = /EXAMPLE/;
const EVERYBODYS =
  /^(?:change.?(?:me|it)|pass(?:word|wd)?[!@#_-]?\d{1,4}[!@#$]?|(?!password$)p[a@][s$]{2}w[o0]rd\d{0,3}[!]?|admin[!@#_-]?\d{1,4}|secret[_-]?\d{1,3}|test[_-]?\d{1,4}|qwerty\d{0,4}|letmein\d{0,3}|hunter2)$/i;

/**
 * Fingerprints of published keys: the test keys of Stripe's documentation (https://docs.stripe.com/keys), the tokens on
 * https://jwt.io, and the Google keys that the allow list of https://github.com/gitleaks/gitleaks (gcp-api-key) names as
 * examples of public samples.
 */
const KNOWN: ReadonlySet<number> = new Set([
  2522600970, 2978509329, 1915680976, 3366260969, 14266472, 4036301428, 184011421, 2397165639, 1309888971, 391233900,
  1782708497, 4111208050, 3094883374, 2945428224, 407217191, 3916622244, 487915063, 2577547233, 1852840932, 482684963,
  3393159915, 197858285,
]);

/** Whether ten letters of the alphabet stand in its order, as in keys that were typed. */
function isInARow(value: string): boolean {
  const plain = value.slice(0, 128).toLowerCase();
  let count = 1;
  for (let index = 1; index < plain.length; index++) {
    const code = plain.charCodeAt(index);
    count = code > 97 && code <= 122 && code === plain.charCodeAt(index - 1) + 1 ? count + 1 : 1;
    if (count === 10) return true;
  }
  return false;
}

/** Whether a value is an example that was published, or a password that everybody writes. */
export const isPublished = (value: string): boolean =>
  EXAMPLE.test(value) || isInARow(value) || EVERYBODYS.test(value) || KNOWN.has(fingerprint(value));

/**
 * FNV-1a, 32 bits, so that no published key need stand here.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
