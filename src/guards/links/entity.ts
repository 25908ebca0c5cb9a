import { judgeBare } from './bare.ts';
import type { Allows } from './hosts.ts';

const ENTITY = /&(?:#0{0,16}(\d{2,3})|#x0{0,16}([0-9a-f]{2})|(colon|sol|period|commat));?/iy;
const ENTITIES = new RegExp(ENTITY.source, 'gi');
const UNFINISHED = /&(?:#0{0,16}\d{0,3}|#x0{0,16}[0-9a-f]{0,2}|[a-z]{0,6})$/iy;
const NAMED: Readonly<Record<string, string>> = { colon: ':', sol: '/', period: '.', commat: '@' };
const WORD_BEFORE = /(?<=([^\s<>"'()[\]{}|`]{0,64}))/y;
const WORD = /[^\s<>"'()[\]{}|`]{0,160}/y;
const MOST_AFTER = 160;

const decoded = (decimal?: string, hex?: string, name?: string): string =>
  decimal
    ? String.fromCharCode(Number(decimal))
    : hex
      ? String.fromCharCode(Number.parseInt(hex, 16))
      : (NAMED[(name ?? '').toLowerCase()] ?? '');

/** Whether the `&` begins a letter of a URL that is off the list, and that shows as one once entities are read. */
export function judgeEntity(text: string, at: number, allows: Allows): 'off' | 'none' | 'open' {
  UNFINISHED.lastIndex = at;
  if (UNFINISHED.test(text)) return 'open';
  ENTITY.lastIndex = at;
  const found = ENTITY.exec(text);
  if (!found || !/[\w:/.@]/.test(decoded(found[1], found[2], found[3]))) return 'none';
  WORD.lastIndex = at;
  const ahead = WORD.exec(text)?.[0] ?? '';
  const ended = at + ahead.length < text.length || ahead.length >= MOST_AFTER;
  WORD_BEFORE.lastIndex = at;
  const behind = WORD_BEFORE.exec(text)?.[1] ?? '';
  const word = (behind + ahead).replace(ENTITIES, (_, decimal, hex, name) => decoded(decimal, hex, name));
  if (!ended) return 'open';
  const url = /(?:https?|ftp):\/\/|^\/\/|www\./i.exec(word);
  if (!url) return 'none';
  const www = url[0].toLowerCase() === 'www.';
  const scheme = /^https?/i.exec(url[0])?.[0].toLowerCase() ?? '';
  const reading = judgeBare(`${word} `, url.index + (www ? 0 : url[0].length), scheme, allows);
  return reading === 'off' || url[0].toLowerCase() === 'ftp://' ? 'off' : 'none';
}
