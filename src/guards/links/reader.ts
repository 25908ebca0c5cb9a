import { CodeFence } from '../../lib/placeholders/code-fence.ts';
import type { GuardReader, Match } from '../../types/guard.ts';
import type { Allows } from './hosts.ts';
import { LOOK_BACK } from './label.ts';
import { OPENER, REACH, readOpener, UNFINISHED } from './openers.ts';

/** A piece without any of these begins nothing, ends nothing, and says nothing about code. */
const TRIGGER = /[!\]<&/[\n\r`~]|h(?:$|t(?:$|t))|ft?(?:$|p)|x(?:$|mp?(?:$|p))|w(?:$|w(?:$|w))/i;

/** A mark of a URL inside the path of one on the list: not a second one. */
const URL_OPENER = /^(?:https?:\/\/|ftp:\/\/|\/\/|www\.|xmpp:)$/i;
const STARTS_URL = /[\s*~(<"'[]/;
const JOINS = /[/=:%&?a-z0-9]/i;
const BREAKS = /[^a-z0-9/=:%&+?#.@-]|[?#.@-][^a-z0-9%/]/i;

const CODE = /^<(?:code|kbd|pre)/i;

/** Kept beyond what is looked back at, so that cutting is rare. */
const SLACK = 1_024;
const LONGEST_OPENER = 8;

/** One scanner for whole texts and streams. Its state is of constant size, whatever the text. */
export class LinkReader implements GuardReader {
  readonly #allows: Allows;
  readonly #fence = new CodeFence(false);
  #inCode = false; // whether a `<code>` was seen; its end is not looked for
  #text = '';
  #base = 0; // the offset of #text
  #at = 0; // in #text: what is decided
  #retryAt = 0; // in #text: how long it must be before what is held is judged again
  #insideFrom = -1; // in #text: up to where a URL on the list, and nothing that would end it, was seen

  constructor(allows: Allows) {
    this.#allows = allows;
  }

  get decided(): number {
    return this.#base + this.#at;
  }

  read(piece: string, last: boolean): readonly Match[] {
    const held = this.#at < this.#text.length;
    this.#text += piece;
    if (!last && held && this.#text.length < this.#retryAt) return [];
    if (!last && !held && this.#insideFrom < 0 && !TRIGGER.test(piece)) {
      this.#fence.see(piece);
      this.#at = this.#text.length;
      this.#trim();
      return [];
    }
    const matches = this.#scan(last);
    this.#trim();
    return matches;
  }

  #scan(last: boolean): readonly Match[] {
    const matches: Match[] = [];
    const text = this.#text;
    const ended = last ? `${text}\n` : text; // a URL in plain words ends with the text; whatever has an end of its own does not
    const opener = new RegExp(OPENER);
    opener.lastIndex = this.#at;
    for (let found = opener.exec(text); found; found = opener.exec(text)) {
      const mark = found[0].toLowerCase();
      const at = found.index;
      const start = mark === '//' && at > this.#at && text[at - 1] === '<' ? at - 1 : at; // `<hxxp:` would be a tag
      this.#advance(start);
      opener.lastIndex = at + 1;
      const isUrl = URL_OPENER.test(mark);
      if (this.#fence.inside || (this.#isInside(at) && isUrl && JOINS.test(text[at - 1] ?? ''))) continue;
      const endsWithText =
        isUrl || mark === '&' || mark === ']:' || (mark === '<' && !/[a-z]/i.test(text[at + 1] ?? ''));
      const reading = readOpener(endsWithText ? ended : text, at, mark, this.#allows, this.#inCode);
      if (reading === 'open' && !last && text.length - at < REACH) {
        this.#retryAt = text.length + Math.max(1, (text.length - at) >> 3);
        return matches;
      }
      this.#inCode ||= mark === '<' && CODE.test(text.slice(at, at + 5));
      if (typeof reading === 'object' || reading === 'open') {
        const { rule, end } = reading === 'open' ? { rule: 'links/unresolved', end: at + openerLength(mark) } : reading;
        matches.push({ rule, score: 1, start: this.#base + start, end: this.#base + end });
        opener.lastIndex = end;
        this.#advance(end);
      } else if (reading === 'on' && mark.startsWith('http')) {
        if (at === 0 ? this.#base === 0 : STARTS_URL.test(text[at - 1] ?? '')) this.#insideFrom = at + 1;
      }
    }
    this.#retryAt = 0;
    this.#advance(last ? text.length : this.#tail(text));
    if (this.#fence.inside) this.#advance(text.length);
    this.#isInside(this.#at);
    return matches;
  }

  /** Where the end of the text begins that may be the beginning of an opener. */
  #tail(text: string): number {
    const from = Math.max(this.#at, text.length - LONGEST_OPENER);
    const tail = UNFINISHED.exec(text.slice(from));
    return tail ? from + tail.index : text.length;
  }

  /** Whether everything up to `at`, from a URL on the list on, is of that URL for every renderer. */
  #isInside(at: number): boolean {
    if (this.#insideFrom < 0) return false;
    this.#insideFrom = BREAKS.test(this.#text.slice(Math.max(0, this.#insideFrom - 1), at))
      ? -1
      : Math.max(at, this.#insideFrom);
    return this.#insideFrom >= 0;
  }

  #advance(to: number): void {
    if (to <= this.#at) return;
    this.#fence.see(this.#text.slice(this.#at, to));
    this.#at = to;
  }

  #trim(): void {
    const cut = this.#at - LOOK_BACK - LONGEST_OPENER;
    if (cut < SLACK) return;
    this.#text = this.#text.slice(cut);
    this.#base += cut;
    this.#at -= cut;
    this.#retryAt -= cut;
    if (this.#insideFrom >= 0) this.#insideFrom -= cut;
  }
}

/** What is replaced of an opener that is not told to the end of the text. */
const openerLength = (mark: string): number => (mark.endsWith('://') ? mark.length - 3 : mark.length);
