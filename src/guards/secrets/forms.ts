import { type FormRule, madeUp, randomAfter } from './rule.ts';

const BEGIN = '-----BEGIN';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const KEY_LABEL = '-----BEGIN[ A-Z0-9]{0,40} PRIVATE KEY(?: BLOCK)?-----';
const KEY_START = String.raw`(?=(?:\s|\\[rn]){1,8}(?:[A-Za-z0-9+/]{20}|[A-Z][A-Za-z-]{2,20}: ))`;
const LINE_END = String.raw`(?:\r?\n|(?:\\r)?\\n)`;
/** An empty line and three words. All but its last character may stand in a key, so that a stream holds on until it is seen. */
const PROSE = String.raw`${LINE_END}[ \t]{0,8}${LINE_END}\s{0,8}[A-Za-z][a-z]{0,19}[,.]? {1,2}[A-Za-z][a-z]{0,19}[,.:]? {1,2}[A-Za-z][a-z]{0,19}[^A-Za-z0-9+/=]`;
const KEY_BODY = String.raw`(?:[A-Za-z0-9+/=]|(?!${PROSE})(?:\s|\\[rn])|[:,.()@<>-](?!----))`;
const body = () => Array.from({ length: 4 }, () => madeUp(64)).join('\n');
const base64url = (value: object) =>
  btoa(JSON.stringify(value)).replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_');

/** Secrets of an open form, whoever issued them. */
export const FORMS: readonly FormRule[] = [
  {
    rule: 'secrets/private-key',
    what: 'Private key block: PEM (PKCS 1, PKCS 8, SEC 1), OpenSSH, PGP; found from its BEGIN line on, closed or not',
    source: 'RFC 7468, RFC 9580 section 6.2, OpenSSH PROTOCOL.key',
    examples: [
      () => `${BEGIN} RSA PRIVATE KEY-----\n${body()}\n-----END RSA PRIVATE KEY-----`,
      () => `${BEGIN} OPENSSH PRIVATE KEY-----\r\n${body()}\r\n-----END OPENSSH PRIVATE KEY-----`,
      () =>
        `${BEGIN} PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n${body()}\n=${madeUp(4)}\n-----END PGP PRIVATE KEY BLOCK-----`,
      () => `"${BEGIN} PRIVATE KEY-----\\n${madeUp(64)}\\n-----END PRIVATE KEY-----\\n"`,
    ],
    lookAlikes: [
      () => `${BEGIN} CERTIFICATE-----\n${body()}\n-----END CERTIFICATE-----`,
      () => `${BEGIN} PUBLIC KEY-----\n${body()}\n-----END PUBLIC KEY-----`,
      () => `the file starts with ${BEGIN} PRIVATE KEY----- and a line of base64`,
    ],
    knownMisses:
      'The part of a block after 7,900 characters, or after an empty line and words of prose; a block without its BEGIN line; DER in base64 alone.',
    anchors: [BEGIN],
    pattern: new RegExp(`${KEY_LABEL}${KEY_START}${KEY_BODY}{16,7900}(?:-----END[ A-Z0-9]{0,40}-----)?`, 'y'),
    open: new RegExp(
      `-----BEGIN[ A-Z0-9]{0,60}-{0,4}$|${KEY_LABEL}(?:[\\s\\S]{0,48}$|${KEY_START}${KEY_BODY}{0,8000}(?:\\\\|-----(?:E(?:N(?:D[ A-Z0-9]{0,40}-{0,4})?)?)?)?$)`,
      'y',
    ),
  },
  {
    rule: 'secrets/jwt',
    what: 'JSON Web Token, signed, encrypted or unsecured, also in base64 once more',
    source: 'RFC 7519, RFC 7515 section 3.1, RFC 7516 section 3.1',
    examples: [
      () => `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: 'test', iat: 1 })}.${madeUp(43)}`,
      () => `Authorization: Bearer ${base64url({ alg: 'RS256' })}.${base64url({ aud: 'test' })}.${madeUp(342)}`,
      () => btoa(`${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: 'test', iat: 1 })}.${madeUp(43)}`),
    ],
    lookAlikes: [
      () => base64url({ hello: 'world' }),
      () => 'eyJ.eyJ.abc',
      () => `${base64url({ a: 1 })}.${base64url({ b: 2 })}.${madeUp(43)}`,
    ],
    knownMisses: 'The part of a token after 4,096 characters; a token that is encoded twice more.',
    anchors: ['eyJ', 'ZXlK'],
    pattern:
      /(?<![\w-])(?:eyJ[\w-]{8,1020}\.[\w-]{0,1020}\.[\w-]{0,1020}(?:\.[\w-]{0,512}){0,2}|ZXlK[A-Za-z0-9+/]{60,4000}={0,2})/y,
    open: /(?<![\w-])eyJ(?:[\w-]{0,1021}|[\w-]{8,1020}\.[\w-]{0,1021}(?:\.[\w-]{0,1021}(?:\.[\w-]{0,513}){0,2})?)$|(?<![\w-])ZXlK[A-Za-z0-9+/]{0,4001}={0,2}$/y,
    check: (matched) =>
      matched.startsWith('eyJ') ? isTokenHeader(matched.slice(0, matched.indexOf('.'))) : isTokenAgain(matched),
  },
  {
    rule: 'secrets/slack-webhook',
    what: 'Slack incoming webhook, which anyone may post to; the match is what follows the host',
    source: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
    examples: [() => `https://hooks.slack.com/services/T${madeUp(8, UPPER)}/B${madeUp(8, UPPER)}/${madeUp(24)}`],
    lookAlikes: [
      () => `https://hooks.slack.com/services/T00000000/B00000000/${'X'.repeat(24)}`,
      () => 'https://hooks.slack.com/services/',
    ],
    knownMisses: 'A webhook written without its scheme.',
    anchors: ['://'],
    pattern:
      /:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<value>[A-Za-z0-9+/]{40,90})(?![A-Za-z0-9+/])/y,
    open: /:\/{0,2}[a-z.]{0,16}(?:\/[a-z]{0,10})?$|:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<value>[A-Za-z0-9+/]{0,91})$/y,
    check: randomAfter(0, 3),
  },
  {
    rule: 'secrets/webhook',
    what: 'Webhook of Discord or Microsoft Teams; the match is what follows the host',
    source: 'https://discord.com/developers/docs/resources/webhook, https://learn.microsoft.com/en-us/microsoftteams',
    examples: [
      () => `https://discord.com/api/webhooks/123456789012345678/${madeUp(68)}`,
      () => `https://acme.webhook.office.com/webhookb2/${madeUp(36)}@${madeUp(36)}/IncomingWebhook/${madeUp(32)}`,
    ],
    lookAlikes: [
      () => 'https://discord.com/api/webhooks/',
      () => `https://discord.com/api/webhooks/1/${'x'.repeat(68)}`,
    ],
    knownMisses: 'Webhooks of other services, unless a name stands in front of them.',
    anchors: ['://'],
    pattern:
      /:\/\/(?:(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks\/(?<value>\d{1,20}\/[\w-]{60,80})(?![\w-])|[\w-]{1,63}\.webhook\.office\.com\/webhookb2\/(?<value>[\w@-]{60,90}\/IncomingWebhook\/[\w-]{20,64})(?![\w-]))/y,
    open: /:\/\/(?:(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks\/(?<value>\d{0,20}(?:\/[\w-]{0,81})?)|[\w-]{1,63}\.webhook\.office\.com\/webhookb2\/(?<value>[\w@-]{0,90}(?:\/[\w-]{0,80}(?:\/[\w-]{0,65})?)?))$|:(?:\/{0,2}|\/\/[\w.-]{0,88}(?:\/[a-z\d]{0,10}(?:\/[a-z]{0,10}\/?)?)?)$/y,
    check: randomAfter(20, 3),
  },
  {
    rule: 'secrets/url-credentials',
    what: 'User and password in a URL; the match is the two of them',
    source: 'RFC 3986 section 3.2.1',
    examples: [
      () => `postgres://app:${madeUp(16)}@db.example:5432/main`,
      () => `https://user:${'test-only'}@example.com/`,
    ],
    lookAlikes: [
      () => 'http://localhost:8080/@scope/name',
      () => 'https://example.com/path:with@sign',
      () => 'postgres://user:password@localhost/db',
      () => 'redis://default:${REDIS_PASSWORD}@cache:6379',
      () => 'https://<user>:<password>@example.com',
      () => `docker://ubuntu:22.04@sha256:${'0123456789abcdef'.repeat(4)}`,
      () => 'pkg://npm:lodash@4.17.21',
    ],
    knownMisses:
      'Stand-ins such as `password`, on purpose; a token alone before the @; a host of three numbers without a port.',
    anchors: ['://'],
    pattern:
      /(?<=[A-Za-z0-9+.-]):\/\/(?<value>[^\s/?#@:"'`<>\\()[\]{}]{0,128}:[^\s/?#@"'`<>\\]{3,256})(?=@(?!sha\d{3}:|\d{1,5}\.\d{1,5}\.\d{1,6}(?![.:/-]?\w))[A-Za-z0-9[])/y,
    open: /(?<=[A-Za-z0-9+.-]):(?:\/?$|\/\/(?<value>[^\s/?#@:"'`<>\\()[\]{}]{0,128}(?::[^\s/?#@"'`<>\\]{0,257}(?:@[sha\d.]{0,18}[.:/-]?)?)?)$)/y,
    check: (matched) => !STAND_IN.test(matched.slice(matched.indexOf(':') + 1)),
  },
];

const STAND_IN =
  /^(?:pass(?:word|wd)?|pwd|secret|token|key|user(?:name)?|x+|\*+|\.+|changeme|example|your.*|my.?password|placeholder|redacted)$|[${}]|%s|\*{3}/i;

/** A JOSE header has `alg`, RFC 7515 section 4.1.1. It is not parsed further: a damaged token may still hold its secret. */
function isTokenHeader(encoded: string): boolean {
  try {
    return /"(?:alg|enc)"\s*:/.test(atob(encoded.replace(/-/g, '+').replace(/_/g, '/')));
  } catch {
    return false;
  }
}

/** A token in base64: its header, and so the point behind it, can be read from the beginning. */
function isTokenAgain(encoded: string): boolean {
  const token = atob(encoded.slice(0, Math.min(encoded.length, 400) & ~3));
  const dot = token.indexOf('.');
  return dot > 0 && isTokenHeader(token.slice(0, dot));
}
