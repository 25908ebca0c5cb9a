import type { PersonalDataRule } from './rule.ts';

/** RFC 5321 section 4.5.3.1.1. */
const LONGEST_LOCAL = 64;
const LOCAL = /[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]/;
/** Endings of file names, such as `icon@2x.png`, that are no top-level domain. */
const FILE =
  /\.(?:png|jpe?g|gif|svg|webp|avif|css|scss|tsx?|jsx?|mjs|json|html?|xml|ya?ml|md|txt|pdf|lock|tgz|gz|log)$/i;

export const EMAIL: PersonalDataRule = {
  rule: 'pii/email',
  entity: 'EMAIL_ADDRESS',
  what: 'Email address',
  source: 'RFC 5321 section 4.1.2, RFC 1035 section 2.3.1',
  examples: [
    () => 'jane.doe@example.com',
    () => "o'neil+news@mail.example.co.uk",
    () => 'a_b-c@xn--bcher-kva.example',
    () => 'box@[192.0.2.1]',
  ],
  lookAlikes: [
    () => 'react@19.2.0',
    () => '@angular/core',
    () => 'icon@2x.png',
    () => 'git@github.com:owner/repository.git',
    () => 'https://user:word@example.com/',
    () => 'meet @ noon.today',
    () => '@app.route',
  ],
  knownMisses: 'Quoted local parts, addresses outside ASCII (RFC 6531), `jane at example dot com`.',
  anchor: 'at',
  startOf(text, at) {
    let start = at;
    const least = Math.max(0, at - LONGEST_LOCAL);
    while (start > least && LOCAL.test(text.charAt(start - 1))) start--;
    while (start < at && !/[A-Za-z0-9_]/.test(text.charAt(start))) start++;
    // A path or a query may run into the address: `mailto=jane@…`, `users/jane@…`.
    for (let index = at - 1; index >= start; index--) if ('/=?&|{}'.includes(text.charAt(index))) start = index + 1;
    return start < at && text.charAt(at - 1) !== '.' ? start : undefined;
  },
  pattern:
    /[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@(?:(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]{2,59})|\[\d{1,3}(?:\.\d{1,3}){3}\])(?![A-Za-z0-9_]|-[A-Za-z0-9])/y,
  check(matched, text, start) {
    if (FILE.test(matched) && /@\d(?:\.\d)?x\./.test(matched)) return false;
    if (matched.startsWith('git@') && text.charAt(start + matched.length) === ':') return false;
    return !/:\/\/[^\s/]{0,80}:$/.test(text.slice(Math.max(0, start - 84), start));
  },
};
