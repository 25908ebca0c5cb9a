import { type BareReading, judgeBare, judgeSlashes, judgeWww } from './bare.ts';
import { judgeDestination } from './destination.ts';
import { judgeEntity } from './entity.ts';
import type { Allows } from './hosts.ts';
import { isImage, LONGEST_LABEL, labelEnd, mayDefine } from './label.ts';
import { judgeTag } from './tag.ts';

/** What begins here: nothing to report, something undecided, or a rule and how far the match reaches. */
export type Reading = 'pass' | 'on' | 'open' | { readonly rule: string; readonly end: number };

/** Every way in, wherever it stands. */
export const OPENER = /!\[|\]\(|\]:|<(?=[\w.!#$%&'*+/=?^`{|}~-])|https?:\/\/|ftp:\/\/|xmpp:|\/\/|www\.|&(?=[#a-z])/gi;

/** What may be the beginning of one at the end of a piece. */
export const UNFINISHED = /(?:!|\]|<\/?|&|h|htt?|https?:?|https?:\/|ft?|ftp:?|ftp:\/|x|xmp?|xmpp|\/|ww?|www)$/i;

/** The longest look ahead of any opener. */
export const REACH = 2_048;

/** No gap that is longer is looked behind: the opener is judged before. */
const WITH_SCHEME = /\](?:\(|:)[\s\u0000-\u0020>]{0,64}(?:https?|ftp)(?=:)|\](?:\(|:)/iy;

/**
 * @param at where the opener stands, with what came before it as far as the text is kept
 * @param inCode whether a `<code>` came before
 */
export function readOpener(text: string, at: number, opener: string, allows: Allows, inCode: boolean): Reading {
  switch (opener) {
    case '![':
      return readImage(text, at, allows);
    case '](':
      return readDestination(text, at, 'link', allows);
    case ']:':
      return mayDefine(text, at) ? readDestination(text, at, 'definition', allows) : 'pass';
    case '<':
      return readTag(text, at, allows, inCode);
    case '&': {
      const reading = judgeEntity(text, at, allows);
      return reading === 'off' ? { rule: 'links/url', end: at + 1 } : reading === 'open' ? 'open' : 'pass';
    }
    case '//':
      if (/[:/\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return 'pass';
      return readBare(judgeSlashes(text, at + 2, allows), at + 2);
    case 'www.':
      return readBare(judgeWww(text, at, allows), at + (/[\p{L}\p{N}._/-]/u.test(text[at + 4] ?? '') ? 4 : 3));
    case 'xmpp:':
      if (text.length === at + 5) return 'open';
      return /[\w.+-]/.test(text[at + 5] ?? '') ? { rule: 'links/url', end: at + 5 } : 'pass';
    case 'ftp://':
      return { rule: 'links/url', end: at + 3 };
    default: {
      const scheme = opener.slice(0, -3);
      return readBare(judgeBare(text, at + opener.length, scheme, allows), at + scheme.length);
    }
  }
}

const readBare = (reading: BareReading, end: number): Reading =>
  reading === 'off' ? { rule: 'links/url', end } : reading === 'none' ? 'pass' : reading;

function readImage(text: string, at: number, allows: Allows): Reading {
  const close = labelEnd(text, at + 2);
  if (close === 'open')
    return text.length - at > LONGEST_LABEL + 2 ? { rule: 'links/unresolved', end: at + 2 } : 'open';
  if (close === 'quote') return { rule: 'links/image', end: at + 2 };
  if (close === 'none') return 'pass';
  const next = text[close + 1];
  if (next === undefined) return 'open';
  if (next !== '(') return 'pass';
  const reading = judgeDestination(text, close + 2, 'link', allows);
  return reading === 'off' ? { rule: 'links/image', end: at + 2 } : reading === 'open' ? 'open' : 'pass';
}

function readDestination(text: string, at: number, kind: 'link' | 'definition', allows: Allows): Reading {
  const reading = judgeDestination(text, at + 2, kind, allows);
  if (reading === 'on' || reading === 'none') return 'pass';
  if (reading === 'open') return 'open';
  WITH_SCHEME.lastIndex = at;
  const end = at + (WITH_SCHEME.exec(text)?.[0].length ?? 2);
  return { rule: kind === 'definition' ? 'links/definition' : isImage(text, at) ? 'links/image' : 'links/link', end };
}

function readTag(text: string, at: number, allows: Allows, inCode: boolean): Reading {
  const reading = judgeTag(text.slice(at, at + REACH), allows, inCode);
  if (reading === 'pass' || reading === 'open') return reading;
  const scheme =
    reading === 'links/autolink' ? (/^<(?:https?|ftp)(?=:)/i.exec(text.slice(at, at + 8))?.[0].length ?? 1) : 1;
  return { rule: reading, end: at + scheme };
}
