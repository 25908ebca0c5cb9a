import { piecesOf } from './randomness.ts';

/** What a name says of its value: a password may be any word; a key is random; what a vendor's name stands before may be a UUID. */
export type Kind = 'password' | 'key' | 'authorization' | 'login' | 'vendor' | 'weak';

/** How far before a sign a name is looked for. */
export const NAME_REACH = 200;

const NEUTRAL =
  /(?: (?:\d+|value|string|str|text|raw|plain|base|hex|default|prod|production|dev|development|test|testing|staging|live|local|new|old|current|env|ci))+$/;
const PASSWORD =
  /(?:password|passwd|passphrase|passcode|pwd|passwort|kennwort|contrasena|senha|wachtwoord)$|(?:^| )(?:pass|pw|psw)$/;
const KEY =
  /(?:secret|token|api ?key|secret ?key|access ?key|auth ?key|private ?key|account ?key|signing ?key|encryption ?key|encrypt ?key|master ?key|service ?key|app ?key|application ?key|consumer ?key|client ?key|license ?key|registration ?key|subscription ?key|storage ?key|admin ?key|deploy ?key|write ?key|hmac ?key|cookie ?key|secret ?key ?base|credentials?|bearer|jwt|pat)$|(?:^| )(?:auth|psk|sig)$/;
const VENDOR =
  /(?:^| )(?:adobe|adyen|airtable|algolia|asana|auth|azure|bitbucket|bittrex|cloudflare|codecov|cohere|coinbase|confluent|contentful|datadog|deepgram|deepseek|discord|dropbox|etsy|facebook|fastly|finnhub|flickr|freshbooks|github|gitlab|gitter|google|heroku|hubspot|intercom|jfrog|jira|kraken|kucoin|linkedin|looker|mailchimp|mailgun|mapbox|mattermost|meraki|messagebird|mistral|netlify|nytimes|okta|openai|pagerduty|plaid|postmark|privateai|rapidapi|sendbird|sentry|shodan|snyk|sonar|sonarqube|sourcegraph|squarespace|stripe|sumo|sumologic|together|travis|trello|twilio|twitch|twitter|yandex|zendesk)(?= |$)/;
const VENDOR_END = /(?:^| )(?:key|token|secret|login|auth|pat|sourcegraph)$/;
const VENDOR_ID = /(?:sumo|sumo ?logic|message ?bird) .*(?:access ?id|client ?id)$/;
/** Keys and tokens that are no secret. */
const OPEN =
  /(?:^| )(?:public|pub|publishable|csrf|xsrf|authenticity|antiforgery|forgery|primary|foreign|partition|sort|cache|idempotency|row|object|map|index|group|hot|next|page|pagination|continuation|cursor|sync|max|min|num|total|count|is|has|no|invalid|missing|parse|lex|syntax|stop|pad|eos|bos|mask|unk|site|translation|i|locale|message|registry|nonce|etag|commit|hash|checksum|sha|md|dependency|accessor|author|websocket|oauth|url|uri)(?= |$)/;
const BUNDLE = /(?:^| )bundle .*(?:com|org|net|io|dev)$/;
const TYPES =
  /^(?:std\.)?(?:string|str|char|text|varchar|nvarchar|var|auto|any|const|object|bytes?|String|SecureString|Text|CString|NSString)$/;

const isSpace = (code: number): boolean => code === 32 || code === 9;
const isName = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  code === 95 ||
  code === 45 ||
  code === 46 ||
  code === 36;
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
/** What closes or marks a name: quotes, brackets, emphasis, a backslash before a quote. */
const CLOSERS = '"\'`])*\\';

/** What the name in front of a sign is for; undefined: its value is no secret, or there is no name. */
export function kindBefore(text: string, index: number): { readonly kind: Kind; readonly name: string } | undefined {
  const name = nameBefore(text, index);
  if (name === undefined || !HINT.test(name)) return undefined;
  const words = piecesOf(name).join(' ').toLowerCase();
  const kind = kindOf(words);
  return kind && { kind, name: words };
}

const HINT =
  /pass|pwd|pw$|psw|psk|secret|token|key|auth|cred|bearer|jwt|pat$|sig$|kennwort|contrase|senha|wachtwoord|login|bundle_|sumo|bird|sourcegraph|value$|default$/i;

function kindOf(given: string): Kind | undefined {
  const words = given.replace(NEUTRAL, '');
  if (PASSWORD.test(words))
    return /(?:^| )(?:no|is|has|show|forgot|reset|confirm|min|max)(?= )/.test(words) ? undefined : 'password';
  if (words === 'authorization' || words.endsWith(' authorization')) return 'authorization';
  if (BUNDLE.test(words)) return 'login';
  if (VENDOR_ID.test(words)) return 'vendor';
  if (OPEN.test(words))
    return /(?:^| )(?:client secret|oauth token|hash key)$/.test(words) ||
      (/oauth/.test(words) && /(?:secret|token)$/.test(words))
      ? 'key'
      : undefined;
  if (VENDOR.test(words) && VENDOR_END.test(words)) return 'vendor';
  if (KEY.test(words)) return 'key';
  return / key$/.test(words) ? 'weak' : undefined;
}

function nameBefore(text: string, index: number): string | undefined {
  let end = skipBack(text, index);
  for (let round = 0; round < 2; round++) {
    const start = startOfName(text, end);
    if (start === end || text[end - 1] === '.') return undefined;
    const name = text.slice(start, end);
    if (/^(?:secret_)?value$|^default$/i.test(name)) return pairedName(text, start) ?? name;
    if (!TYPES.test(name)) return HINT.test(name) ? withWords(text, start) + name : undefined;
    end = skipBack(text, start, ':&');
  }
  return undefined;
}

/** Back over white space, `?` and `!` of types, what closes a name, and an empty pair of brackets. */
function skipBack(text: string, index: number, more = '?!|+,('): number {
  const least = Math.max(0, index - 24);
  let end = index;
  while (end > least && (isSpace(text.charCodeAt(end - 1)) || more.includes(text.charAt(end - 1)))) end--;
  while (end > least && (CLOSERS.includes(text.charAt(end - 1)) || (text[end - 1] === '[' && text[end] === ']'))) end--;
  return end;
}

function startOfName(text: string, end: number): number {
  const least = Math.max(0, end - 64);
  let start = end;
  while (start > least && isName(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Words that are no part of a name. */
const SMALL =
  /^(?:is|was|are|the|an?|my|our|your|his|her|its|this|that|to|and|or|with|for|of|in|by|use|see|no|not|export|set|const|let|var|val|def|public|private|static|final|readonly)$/i;

/** Up to two words in front of a name: `API key`, `secret access key`. */
function withWords(text: string, start: number): string {
  let first = start;
  for (let count = 0; count < 2 && first > 1 && text[first - 1] === ' '; count++) {
    let begin = first - 1;
    while (begin > 0 && first - begin < 20 && isLetter(text.charCodeAt(begin - 1))) begin--;
    if (begin === first - 1 || SMALL.test(text.slice(begin, first - 1))) break;
    first = begin;
  }
  return text.slice(first, start);
}

const PAIRED = /(?:name|key|id|variable)\\?["']?\s{0,3}[=:]\s{0,3}\\?["']?([\w.-]{3,64})/gi;

/** The name of a pair that is written as two: `name: DB_PASSWORD` and `value: x`. */
function pairedName(text: string, start: number): string | undefined {
  const before = text.slice(Math.max(0, start - (NAME_REACH - 72)), start);
  return Array.from(before.matchAll(PAIRED)).at(-1)?.[1];
}
