import type { Kind } from './names.ts';
import { isPublished } from './published.ts';
import { isMachineMade, isWordy, pieceLength, piecesOf, randomness } from './randomness.ts';

/** How a value is written. */
export interface Spelling {
  readonly isQuoted: boolean;
  /** In a sentence, or after its name and nothing but a space. */
  readonly isSentence: boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** What no key holds: one character, or one part, again and again; what was cut short or masked. */
const MASKED = /x{4}|(.)\1{5}|(\w{4,}-)\2|\*{2}|\.{2}|…/i;
/** Words that people write where a key would be; a long random value may hold them by chance. */
const STAND_IN =
  /your|my[_-]|example\.|placeholder|replace|redacted|change.?me|insert|enter|dummy|sample|fake|todo|here$|^(?:null|none|true|false|undefined|nil|string|secret|token|password|required|optional|test|foo|bar|baz)$/i;
/** Variables, templates and calls. */
const REFERENCE =
  /^[$<{[(%@&*]|\$[{(A-Za-z_]|\{\{|#\{|%[sd(]|%[A-Z_]{3,}%|__[A-Z_]+__|[()]|::|->|\[\d*\]|^(?:process|os|env|config|settings|self|this|req|request|ctx|data|var|local|module|secrets|vault|params|props|options|args)[.[]|^(?:ENC|vault|ref|arn|urn|kms|sops|op|file|env|ssm|secret):/i;
const ADDRESS =
  /^(?:[a-z][a-z0-9+.-]*:\/\/|\.{0,2}\/[\w.-]+(?:\/|$)|[A-Za-z]:\\|~\/)|^[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i;
const FILE =
  /\.(?:pem|key|crt|cer|p12|pfx|jks|keystore|json|ya?ml|xml|txt|env|properties|conf|cfg|ini|js|ts|tsx|jsx|py|rb|go|java|php|html?|css|md|png|jpe?g|svg|gif|com|org|net|io|dev|local)$/i;
/** Three numbers with points between them. */
const VERSION = /(?:^|[-_@v:])\d+\.\d+\.\d+/;
const DIGEST = /^(?:md5|sha\d{1,3})[-:]/i;
/** What AWS writes into the keys of its documentation. */
const EXAMPLE = /EXAMPLE(?:KEY)?/;
/** Names of techniques, whose digits are no sign of a secret. */
const TECHNIQUE =
  /(?:base|sha-?|md-?|utf-?|aes-?|rsa-?|ed|hs|rs|es|x|pkcs-?|oauth-?|http-?|bcrypt-?|argon-?|pbkdf-?|rc|des-?|sm|i|p|v|ipv|k|web)\d{1,5}/gi;
/** Keys that only their length tells from a word, behind the name of a vendor. */
const OF_VENDORS = /^(?:[A-Za-z0-9]{32,80}|su[A-Za-z0-9]{12})$/;
const MAILCHIMP = /^[0-9a-f]{32}-us\d{1,2}$/;
const VARIABLE = /^(?:[A-Za-z_]\w*[.])+[A-Za-z_]\w*$|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** Whether a value is a secret, after a name of that kind. */
export function isSecretValue(kind: Kind, name: string, value: string, { isQuoted, isSentence }: Spelling): boolean {
  if (value.length < 6 || REFERENCE.test(value) || ADDRESS.test(value) || DIGEST.test(value)) return false;
  if (kind === 'login') return /^[^\s:]{3,}:[^\s:@]{6,}$/.test(value) && !MASKED.test(value) && !STAND_IN.test(value);
  if (kind === 'password' && isPublished(value)) return true;
  if (UUID.test(value)) return !/^(.)\1{5}/.test(value) && kind !== 'weak' && kind !== 'password' && !isSentence;
  if (MASKED.test(value) || /^[\d.,:/+-]+$/.test(value)) return false;
  if (STAND_IN.test(value) && !isMachineMade(value, 24)) return false;
  if (kind !== 'password' && VERSION.test(value)) return false;
  if (FILE.test(value) && !isMachineMade(value.replace(/\.\w+$/, ''), 16)) return false;
  if (kind === 'authorization' && isBasic(value)) return true;
  if (kind === 'vendor' && OF_VENDORS.test(value) && /\d/.test(value)) return true;
  if (MAILCHIMP.test(value)) return true;
  if (isMachineMade(value.replace(EXAMPLE, ''), kind === 'weak' ? 24 : kind === 'vendor' ? 14 : 16))
    return (!VARIABLE.test(value) || isMachineMade(value, 32)) && (kind !== 'weak' || isMixed(value));
  if (kind === 'weak' || kind === 'vendor' || (isWordy(value) && kind !== 'password')) return false;
  return kind === 'password'
    ? isPassword(value, name, isQuoted, isSentence)
    : isShortKey(value, isQuoted && !isSentence);
}

const isMixed = (value: string): boolean =>
  /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) && randomness(value) >= 3.6;

const classesOf = (value: string): number =>
  [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((one) => one.test(value)).length;

/** Letters and digits that take turns, or three kinds of characters. */
function isShortKey(value: string, isQuoted: boolean): boolean {
  if (value.length < 8 || VARIABLE.test(value) || !/\d/.test(value.replace(TECHNIQUE, ''))) return false;
  return /[A-Za-z]/.test(value) && pieceLength(value) < (isQuoted ? 3 : 2.5) && randomness(value) >= 2.5;
}

function isPassword(value: string, name: string, isQuoted: boolean, isSentence: boolean): boolean {
  const plain = value.replace(TECHNIQUE, '');
  const hasDigit = /\d/.test(plain);
  const hasSign = /[^\w.:/-]/.test(plain.replace(/[.,;:!?]+$/, ''));
  if (!/[A-Za-z]/.test(plain) || VARIABLE.test(value)) return false;
  if (!isQuoted && /^[A-Za-z_]\w*$/.test(value) && /pass|pwd|secret|user|login/i.test(value)) return false;
  if (/^(?:[a-z]+[-_ ./])+[a-z]+\d?$/i.test(value) && !hasSign) return false; // words with a sign between them
  if (isSentence)
    return (
      hasDigit &&
      /[a-z]/.test(plain) &&
      (classesOf(plain) > 2 || hasSign || (value.length > 7 && piecesOf(value).length > 2))
    );
  if (!hasDigit && !hasSign) return isQuoted && value.length > 7 && classesOf(value) > 1 && pieceLength(value) < 3;
  return classesOf(value) > 1 && !value.toLowerCase().startsWith(`${name}=`);
}

/** `user:password` in base64, RFC 7617. */
function isBasic(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) return false;
  try {
    return /^[\x20-\x7e]{1,200}:[\x20-\x7e]{0,200}$/.test(atob(value)) && !STAND_IN.test(atob(value));
  } catch {
    return false;
  }
}
