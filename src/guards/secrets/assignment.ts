import type { Kind } from './names.ts';
import type { Finder } from './rule.ts';
import { isSecretValue } from './values.ts';

/** From a sign to the value: the sign, white space, a prefix of string literals, a quote, a scheme of HTTP. */
const HEAD =
  /(?<sign>[:=]{1,4}>?|>|[,(]| (?:is|was|to|as)(?= )|(?= ))[ \t*]{0,16}(?:[@bBrRfuUL]{1,2}(?=["']))?(?<quote>\\?["'`])?(?:(?:bearer|basic|token|digest|bot|apikey|ssws|geniekey)[ :]{1,3})?/iy;
const QUOTED = /(?:[^\s"'`<>\\]|\\\/){0,512}/y;
/** A colon may stand in it once, and what fills up base64 at its end, so that a chain of names is read once. */
const BARE = /[^\s"'`<>\\,;&(){}|=:]{0,512}(?::[^\s"'`<>\\,;&(){}|=:]{0,512})?={0,3}/y;
/** What may not follow a value without quotes: it calls or indexes something, or goes on. */
const NO_END = /^[({]|^\\[^nrt"'\\]/;
const LONGEST = 512;

interface Value {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  readonly isSentence: boolean;
  /** Why it cannot be decided: it reaches the end of the text. */
  readonly isOpen: boolean;
  readonly isClosed: boolean;
}

/** Reads the value behind a sign that follows a name. */
export class Assignment implements Finder {
  readonly #kind: Kind;
  readonly #name: string;

  constructor(kind: Kind, name: string) {
    this.#kind = kind;
    this.#name = name;
  }

  matchAt(text: string, index: number) {
    const value = valueAt(text, index);
    if (!value?.isClosed) return undefined;
    const whole = text.slice(value.start, value.end);
    if (CUT.test(whole) || (!value.isQuoted && EXPRESSION.test(whole))) return undefined;
    const end = value.isQuoted ? value.end : value.start + trimmed(whole).length;
    const matched = text.slice(value.start, end);
    return isSecretValue(this.#kind, this.#name, matched, value)
      ? { rule: this.#rule(matched), start: value.start, end }
      : undefined;
  }

  openFrom(text: string, index: number): number | undefined {
    const value = valueAt(text, index);
    return value?.isOpen ? value.start : undefined;
  }

  #rule(value: string): string {
    if (/^[\w.~-]{3}\dQ~[\w.~-]{31,34}$/.test(value)) return 'secrets/azure-secret';
    if (/^\d{8,10}:AA[\w-]{33}$/.test(value)) return 'secrets/saas-token';
    if (/secret (?:access )?key$|secretkey$|secretaccesskey$/.test(this.#name) && /^[A-Za-z0-9/+]{40}$/.test(value))
      return 'secrets/aws-secret-key';
    if (this.#kind === 'password' || this.#kind === 'login') return 'secrets/password';
    return this.#kind === 'authorization' ? 'secrets/authorization' : 'secrets/generic';
  }
}

/** A value that somebody cut short for others to read. */
const CUT = /\.{3}|…/;
/** Code rather than a value: a member that may be missing, an element, a negation, a pattern. */
const EXPRESSION = /\?\.|\w\[|^!+[A-Za-z_]\w*(?:[.]|$)|^\/\^/;

const trimmed = (value: string): string => value.replace(/(?:[.,:;?\]]|!(?=!))+$/, '').replace(/\*\*$/, '');

function valueAt(text: string, index: number): Value | undefined {
  HEAD.lastIndex = index;
  const head = HEAD.exec(text);
  if (!head) return undefined;
  const { sign = '', quote = '' } = head.groups ?? {};
  const start = index + head[0].length;
  const isQuoted = quote !== '';
  const body = isQuoted ? QUOTED : BARE;
  body.lastIndex = start;
  const end = start + (body.exec(text)?.[0].length ?? 0);
  const isShort = end - start < LONGEST;
  const isCut = end === text.length || (end === text.length - 1 && text[end] === '\\');
  const isOpen = isCut && isShort && mayBegin(text.charAt(start), isQuoted);
  const isClosed = isShort && (isQuoted ? text.startsWith(quote, end) : !NO_END.test(text.slice(end, end + 2)));
  return { start, end, isQuoted, isSentence: !isQuoted && (sign === '' || sign.startsWith(' ')), isOpen, isClosed };
}

const mayBegin = (first: string, isQuoted: boolean): boolean =>
  !(isQuoted ? '${<%' : '${<[(%@&*').includes(first) || first === '';
