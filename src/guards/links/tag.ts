import { isActive, isBoolean, judgeValue } from './attributes.ts';
import type { Allows } from './hosts.ts';
import { judgeUrl } from './url.ts';

/** What `<` would open: nothing that matters, something that needs more text to tell, or what to report. */
export type TagReading = 'pass' | 'open' | 'links/html' | 'links/active' | 'links/autolink';

/** Words between angle brackets, without a value: `<your key>`, `Map<string, number>`. */
const PLAIN = /<[a-z][\w$.,@+|&?[\] <'\u00a1-\uffff-]{0,126}(?:\/?(>)|\/(?=$))?/iy;
const MAIL = /<[\w.!#$%&'*+/=?^`{|}~-]{0,128}(@[\w.-]{0,128}>?)?/y;
const NAME = /<([a-z][a-z0-9-]*)/iy;
const AUTOLINK = /<([a-z][a-z0-9+.-]{1,31}):([^\s\u0000-\u0020<>]*)/iy;
const SCHEME_START = /<[a-z][a-z0-9+.-]{0,31}$/iy;

/**
 * Both grammars at once, of CommonMark and of HTML, so that every reader sees the same tag. A value holds nothing that
 * could end or begin a construct of Markdown in the middle of it.
 */
const ATTRIBUTE =
  /[ \t\n\r\f]+([a-z_:][\w.:-]*)(?:[ \t\n\r\f]*=[ \t\n\r\f]*(?:"([^"<>|~\]\n\r]*)"|'([^'<>|~\]\n\r]*)'|([\w./:?#%+,;@&$-]+)))?/iy;
/** What a replacement would cut in two outside of quotes; Markdown would then show the tag as text, and its quotes open. */
const CUT = /www\.|xmpp:/i;
/** It ends a paragraph for CommonMark, and no tag for HTML. */
const EMPTY_LINE = /\n[ \t\f\r]*\n|\r[ \t\f]*\r/;
const END = /[ \t\n\r\f]*\/?>/y;

/** What an attribute that has begun may still be. */
const UNFINISHED =
  /[ \t\n\r\f]*(?:\/|[a-z_:][\w.:-]*(?:[ \t\n\r\f]*(?:=[ \t\n\r\f]*(?:"[^"<>|~\]\n\r]*"?|'[^'<>|~\]\n\r]*'?|[\w./:?#%+,;@&$-]*))?)?)?$/iy;

const has = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/**
 * Judges a tag or an autolink.
 *
 * @param window from `<` on
 * @param inCode whether a `<code>` came before: in one, marked 18 escapes the `>` behind an underscore, and nothing else
 */
export function judgeTag(window: string, allows: Allows, inCode: boolean): TagReading {
  const mail = has(MAIL, window, 0);
  if (mail && mail[0].length === window.length && !mail[0].endsWith('>')) return 'open';
  if (mail?.[1] && /[?&]/.test(mail[0])) return 'links/autolink'; // a message with its words filled in
  if (!/^<[a-z]/i.test(window)) return 'pass';
  const element = has(NAME, window, 0)?.[1] ?? '';
  const unended = element.length + 1 === window.length;
  const plain = has(PLAIN, window, 0);
  if (isActive(element) && !unended) return 'links/active';
  if (plain?.[1] === '>') return inCode && plain[0].includes('_') ? 'links/html' : 'pass';
  if (plain && plain[0].length === window.length && plain[0].length < 127) return 'open';
  if (has(SCHEME_START, window, 0)) return 'open';
  const link = has(AUTOLINK, window, 0);
  if (link) {
    const next = window[link[0].length];
    if (next === undefined) return 'open';
    if (next === '>') return judgeAutolink(link[0].slice(1), allows);
  }
  return judgeAttributes(window, element, allows);
}

/** On the list as a URL, and harmless where it is read as a tag: `<https://host/onclick=…>` has an attribute. */
const judgeAutolink = (url: string, allows: Allows): TagReading =>
  /["'`|~\]]|\/[a-z][\w:.-]*=/i.test(url) || judgeUrl(url, true, allows) === 'off' ? 'links/autolink' : 'pass';

function judgeAttributes(window: string, element: string, allows: Allows): TagReading {
  let at = element.length + 1;
  for (;;) {
    const end = has(END, window, at);
    if (end) return /[\n\r][ \t\f]*>/.test(end[0]) ? 'links/html' : 'pass'; // that `>` may be of a block quote
    if (has(UNFINISHED, window, at)) return 'open';
    const attribute = has(ATTRIBUTE, window, at);
    if (!attribute) return 'links/html';
    const [all, name = '', double, single, bare] = attribute;
    if (CUT.test(`${name} ${bare}`) || EMPTY_LINE.test(all)) return 'links/html';
    const value = double ?? single ?? bare;
    const harm = value === undefined ? (isBoolean(name) ? undefined : 'links/html') : judgeValue(name, value, allows);
    if (harm) return harm;
    at += all.length;
  }
}
