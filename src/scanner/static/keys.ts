import { secrets } from '../../guards/secrets.ts';
import type { Stretch } from './inline-scripts.ts';

/** Of the rules for secrets, those that find no keys to an API: passwords and sessions, which tests and examples are full of. */
const NO_KEYS = ['secrets/password', 'secrets/jwt', 'secrets/url-credentials', 'secrets/command-login'];

/** What stands around keys of Google that are made to be public: of Firebase, of maps in a page. */
const PUBLIC = /authDomain|messagingSenderId|storageBucket|maps\.googleapis\.com/;
const AROUND = 400;

/** The keys in a text, in the order of it, without those that were published as examples. */
export const keysIn = (text: string): readonly Stretch[] =>
  secrets.scan(text).filter(({ rule, score, start, end }) => {
    if (score < 1 || NO_KEYS.includes(rule)) return false;
    return rule !== 'secrets/google-key' || !PUBLIC.test(text.slice(Math.max(0, start - AROUND), end + AROUND));
  });

const KEY_NAME =
  /(?:^|_|-)(?:api[_-]?key|secret|(?:secret|access|private)[_-]key|(?:access|auth|bearer|api)[_-]token)$/i;
const CAMEL_KEY_NAME = /(?:api|secret|private)Key$|(?:access|auth|api|bearer)Token$|Secret$/i;

/** Whether a name stands for a key or another secret: `OPENAI_API_KEY`, `apiKey`, `authToken`. */
export const isKeyName = (name: string): boolean =>
  (KEY_NAME.test(name) || CAMEL_KEY_NAME.test(name)) && !/public|publishable|anon/i.test(name);
