import { before } from './context.ts';
import type { PersonalDataRule } from './rule.ts';

/** The longest part of an address that is covered; what of it follows stays. */
const PATH = "(?:[/?#][A-Za-z0-9._~:/?#@!$&'*+=%-]{0,380})?";
const PORT = String.raw`(?::\d{1,5})?`;
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const HOST = String.raw`(?:(?:${LABEL}\.){1,8}(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]{2,59})|localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9A-Fa-f:.]{2,45}\])`;
/** A sentence ends here rather than the address. */
const CLOSE = /[.,:;!?'*]+$/;
/** Under which names stand bare in texts; others are words of code more often (`obj.id`, `main.rs`, `README.md`). */
const TOP =
  /\.(?:com|org|net|edu|gov|mil|int|io|dev|app|co|info|biz|ai|academy|cloud|tech|online|xyz|uk|de|fr|es|nl|eu|ch|se|dk|fi|no|ru|jp|cn|kr|br|au|ca|us|nz|ie|pt|gr|cz|hu|ro|tr|ua|mx|ar|cl|za|ly|gl|tv|(?:co|com|org|net|gov|ac|edu)\.[a-z]{2})$/;

const shared = { entity: 'URL', lengthOf: (matched: string) => matched.replace(CLOSE, '').length } as const;

export const URLS: readonly PersonalDataRule[] = [
  {
    ...shared,
    rule: 'pii/url',
    what: 'URL with its scheme',
    source: 'RFC 3986',
    examples: [
      () => 'https://docs.example.com/a/b?c=d#e',
      () => 'http://localhost:8080',
      () => 'ftp://files.example.org/',
      () => 'wss://[2001:db8::1]:443/socket',
      () => 'https://user:word@example.com/',
    ],
    lookAlikes: [() => 'https:// is a scheme', () => 'http://#', () => 'file:///etc/hosts', () => 'std::cout'],
    knownMisses: 'Hosts and paths outside ASCII; brackets in a path end it; all after 380 characters of path.',
    anchor: 'scheme',
    startOf(text, colon) {
      const scheme = /(?:https?|ftps?|sftp|wss?)$/i.exec(before(text, colon, 5))?.[0];
      return scheme ? colon - scheme.length : undefined;
    },
    pattern: new RegExp(
      `[a-z]{2,5}://(?:[A-Za-z0-9._~:!$&'*+=%-]{1,128}@)?${HOST}(?![A-Za-z0-9-])${PORT}${PATH}`,
      'iy',
    ),
  },
  {
    ...shared,
    rule: 'pii/url-bare',
    what: 'Web address without its scheme, under www or a common top-level domain',
    source: 'RFC 1034 section 3.5; IANA Root Zone Database',
    examples: [() => 'www.example.se', () => 'docs.example.com/start', () => 'example.co.uk', () => 'bit.ly/abc'],
    lookAlikes: [
      () => 'README.md',
      () => 'node.js',
      () => 'console.info("a")',
      () => 'user.id',
      () => 'the end.So it is',
      () => 'jane@example.com',
      () => 'com.example.app.Main',
    ],
    knownMisses: 'Top-level domains that are words of code or rare, without www and a scheme.',
    anchor: 'dot',
    startOf(text, dot) {
      let start = dot;
      while (start > 0 && dot - start < 64 && /[A-Za-z0-9-]/.test(text.charAt(start - 1))) start--;
      return start < dot && !/[\w@/:.&=%$\\-]/.test(text.charAt(start - 1)) ? start : undefined;
    },
    pattern: new RegExp(`(?:${LABEL}\\.){1,8}[A-Za-z]{2,24}(?![\\w@(-]|\\.[A-Za-z0-9])${PORT}${PATH}`, 'y'),
    check(matched) {
      const host = /^[^/?#:]*/.exec(matched)?.[0] ?? '';
      return /^www\.[^.]+\./i.test(host) || (TOP.test(host) && !/^(?:asp|vb)\.net$/i.test(host));
    },
  },
];
