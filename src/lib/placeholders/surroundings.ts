import { CodeFence } from './code-fence.ts';

/** What the text may be in the middle of, one bit each. Several may hold: readers differ on where a construct begins. */
const TAG = 1;
const TAG_EQUALS = 2;
const TAG_DOUBLE = 4;
const TAG_SINGLE = 8;
const LINK_START = 16;
const LINK_BARE = 32;
const LINK_NESTED = 64; // a destination with a parenthesis or a backslash: only white space ends it for certain
const LINK_ANGLE = 128;
const LINK_GAP = 256;
const TITLE_DOUBLE = 512;
const TITLE_SINGLE = 1024;
const TITLE_ROUND = 2048;
const DEFINITION_START = 4096;
const DEFINITION_LINE = 8192;
const DEFINITION_NEXT = 16_384;
const DEFINITION_DOUBLE = 32_768;
const DEFINITION_SINGLE = 65_536;
const DEFINITION_ROUND = 131_072;
const URL_TEXT = 262_144;
const FENCE_LINE = 524_288; // the words behind a code fence become an attribute

const ANY_TAG = TAG | TAG_EQUALS | TAG_DOUBLE | TAG_SINGLE;
const DEFINITION = DEFINITION_START | DEFINITION_LINE | DEFINITION_NEXT;
const DEFINITION_TITLE = DEFINITION_DOUBLE | DEFINITION_SINGLE | DEFINITION_ROUND;

/** What an empty line ends. The title of a definition goes on behind one for some. */
const PARAGRAPH =
  LINK_START | LINK_BARE | LINK_NESTED | LINK_ANGLE | LINK_GAP | TITLE_DOUBLE | TITLE_SINGLE | TITLE_ROUND | DEFINITION;

/** How long a tag or the title of a definition may be. The link guard makes a longer tag inert. */
const LONGEST = 2_048;

/** What may stand before the label of a definition on its line: marks of quotes, lists and tasks, and further labels. */
const BEFORE_LABEL = /[\s>*+\-\d.)[\]xX!:^\ufeff]/;

const LETTER = /[a-z]/i;
const SCHEME = /(?:^|[^a-z0-9+.-])(?:https?|ftp|mailto|xmpp)$/i;

/**
 * Knows whether text shown so far leaves us in plain text, or inside a URL, a tag, a link destination, a definition, the
 * words of an image, a style or a script. In doubt it says not plain: every way in counts wherever it stands, code spans
 * and escapes included, as it does for the link scanner. The same for every chunking; state of constant size.
 */
export class Surroundings {
  #states = 0;
  #imageDepth = 0;
  #length = 0; // of the text so far
  #tagEnd = 0; // where the tag that began last is too long
  #titleEnd = 0;
  readonly #raw = { style: 0, script: 0 }; // up to where the text may be in a style or in a script
  #leading = true; // the line so far may stand before the label of a definition
  #label = false; // inside what may be one
  #labelled = false; // the `]` before this unit closed one
  #tail = ''; // the last 8 characters
  #blank = true; // the line so far
  #hostLike = false; // a dot inside the word so far
  #address = false; // behind the @ of one
  readonly #fence = new CodeFence();

  get plain(): boolean {
    return this.#states === 0 && this.#imageDepth === 0 && this.#length >= Math.max(this.#raw.style, this.#raw.script);
  }

  get last(): string {
    return this.#tail.at(-1) ?? '';
  }

  /** Takes the text that is shown next. */
  see(text: string): void {
    const all = this.#tail + text;
    for (let at = this.#tail.length; at < all.length; at++) this.#see(all, at);
    this.#tail = all.slice(-8);
  }

  #see(all: string, at: number): void {
    const char = all.charAt(at);
    const previous = all.charAt(at - 1);
    const isSpace = char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '\f';
    if (this.#states !== 0) this.#states = this.#advance(char, previous, isSpace);
    this.#begin(char, previous, all, at);
    this.#seeLabel(char, previous);
    if (char === '\n') {
      if (this.#blank) {
        this.#states &= ~PARAGRAPH;
        this.#imageDepth = 0;
      }
      this.#blank = true;
    } else if (!isSpace || char === '\f') this.#blank = false;
    this.#hostLike = !isSpace && (this.#hostLike || (char === '.' && /[^\s.]/.test(previous)));
    this.#address = char === '@' || (this.#address && /[\w.-]/.test(char));
    this.#fence.see(char);
    this.#length++;
    if (this.#length >= this.#tagEnd) this.#states &= ~ANY_TAG;
    if (this.#length >= this.#titleEnd) this.#states &= ~DEFINITION_TITLE;
  }

  #seeLabel(char: string, previous: string): void {
    this.#labelled = this.#label && char === ']';
    if (char === '[' && this.#leading) this.#label = true;
    else if (char === ']' && previous !== '\\') this.#label = false;
    this.#leading = char === '\n' || char === '\r' || (this.#leading && BEFORE_LABEL.test(char));
  }

  #advance(char: string, previous: string, isSpace: boolean): number {
    const now = this.#states;
    const quotes = /[\s>]/.test(previous) ? definitionTitleAfter(char) : 0;
    let next = 0;
    const quotation = char === '>' && this.#leading; // it may be of a block quote
    const on = (state: number, to: number): void => {
      if ((now & state) !== 0) next |= to;
    };
    on(TAG, char === '>' && !quotation ? 0 : char === '=' ? TAG | TAG_EQUALS : TAG);
    on(TAG_EQUALS, isSpace || quotation ? TAG_EQUALS : char === '"' ? TAG_DOUBLE : char === "'" ? TAG_SINGLE : 0);
    on(TAG_DOUBLE, char === '"' ? TAG : TAG_DOUBLE);
    on(TAG_SINGLE, char === "'" ? TAG : TAG_SINGLE);
    on(LINK_START, isSpace ? LINK_START : quotation ? LINK_START | LINK_BARE : linkAfter(char));
    on(LINK_BARE, isSpace ? LINK_GAP : char === ')' ? 0 : char === '(' || char === '\\' ? LINK_NESTED : LINK_BARE);
    on(LINK_NESTED, isSpace ? LINK_GAP : LINK_NESTED);
    on(LINK_ANGLE, char === '>' && previous !== '\\' ? LINK_ANGLE_END : LINK_ANGLE);
    on(LINK_GAP, isSpace || quotation ? LINK_GAP : titleAfter(char));
    on(TITLE_DOUBLE, char === '"' && previous !== '\\' ? LINK_GAP : TITLE_DOUBLE);
    on(TITLE_SINGLE, char === "'" && previous !== '\\' ? LINK_GAP : TITLE_SINGLE);
    on(TITLE_ROUND, char === ')' && previous !== '\\' ? LINK_GAP : TITLE_ROUND);
    on(DEFINITION_START, isSpace ? DEFINITION_START : DEFINITION_LINE);
    on(DEFINITION_LINE, char === '\n' ? DEFINITION_NEXT : DEFINITION_LINE | quotes);
    on(DEFINITION_NEXT, isSpace || quotation ? DEFINITION_NEXT : quotes);
    const quoted = previous === '\\' || quotes !== 0;
    on(DEFINITION_DOUBLE, char === '"' && !quoted ? 0 : DEFINITION_DOUBLE);
    on(DEFINITION_SINGLE, char === "'" && !quoted ? 0 : DEFINITION_SINGLE);
    on(DEFINITION_ROUND, char === ')' && previous !== '\\' ? 0 : DEFINITION_ROUND);
    if ((next & quotes) !== 0) this.#titleEnd = this.#length + LONGEST;
    on(FENCE_LINE, char === '\n' ? 0 : FENCE_LINE);
    on(URL_TEXT, isSpace ? 0 : URL_TEXT);
    return next;
  }

  #begin(char: string, previous: string, all: string, at: number): void {
    const tail = (length: number): string => all.slice(Math.max(0, at - length), at);
    const escaped = previous === '\\';
    if (this.#imageDepth > 0 && (char === '`' || char === '<')) this.#imageDepth = Number.POSITIVE_INFINITY; // a `]` behind it may be in code or in a tag
    if (
      previous === '<' &&
      (LETTER.test(char) || char === '/' || char === '!' || char === '?') &&
      !this.#fence.inside
    ) {
      this.#states |= TAG;
      this.#tagEnd = this.#length + LONGEST;
      this.#fence.doubt();
    }
    if (char === '(' && previous === ']') this.#states |= LINK_START;
    else if (char === ':') {
      if (previous === ']' && (this.#label || this.#labelled)) this.#states |= DEFINITION_START;
      if (SCHEME.test(tail(7))) this.#states |= URL_TEXT;
    } else if (char === '/' && previous === '/') this.#states |= URL_TEXT;
    else if (char === '.' && previous.toLowerCase() === 'w' && /www$/i.test(tail(3))) this.#states |= URL_TEXT;
    else if (this.#hostLike && ((char === '/' && !this.#address) || char === '?' || char === '#') && previous !== '.')
      this.#states |= URL_TEXT;
    else if (char === '[' && !escaped && (previous === '!' || this.#imageDepth > 0)) this.#imageDepth++;
    else if (char === ']' && !escaped && this.#imageDepth > 0) this.#imageDepth--;
    else if ((char === '`' || char === '~') && previous === char && all[at - 2] === char) {
      this.#states |= FENCE_LINE;
    } else if (/[et]/i.test(char) && !this.#fence.inside) this.#seeRaw(tail(7) + char);
  }

  /** In doubt a style or a script has no end; one in code, or with an end tag that may be in code, has one. */
  #seeRaw(tail: string): void {
    const [, mark, name] = /(`<|<\/|<)(style|script)$/i.exec(tail) ?? [];
    if (name === undefined) return;
    const element = name.toLowerCase() === 'style' ? 'style' : 'script';
    const end = this.#length + LONGEST;
    if (mark === '<') this.#raw[element] = Number.POSITIVE_INFINITY;
    else if (mark === '</' && this.#raw[element] > 0) this.#raw[element] = end;
    else if (mark === '`<') this.#raw[element] = Math.max(this.#raw[element], end);
  }
}

const LINK_ANGLE_END = LINK_GAP | LINK_NESTED; // `<a>b` may be a bare destination for some

const linkAfter = (char: string): number =>
  char === '<' ? LINK_ANGLE : char === ')' ? 0 : char === '(' || char === '\\' ? LINK_NESTED : LINK_BARE;

const definitionTitleAfter = (char: string): number =>
  char === '"' ? DEFINITION_DOUBLE : char === "'" ? DEFINITION_SINGLE : char === '(' ? DEFINITION_ROUND : 0;

const titleAfter = (char: string): number =>
  char === '"' ? TITLE_DOUBLE : char === "'" ? TITLE_SINGLE : char === '(' ? TITLE_ROUND : 0;
