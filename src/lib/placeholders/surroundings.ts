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
const DEFINITION_TITLE = 32_768;
const URL_TEXT = 65_536;
const STYLE = 131_072; // or a script. For good: Markdown may show the end tag as code, and the element goes on
const FENCE_LINE = 262_144; // the words behind a code fence become an attribute

const DEFINITION = DEFINITION_START | DEFINITION_LINE | DEFINITION_NEXT | DEFINITION_TITLE;

/** What an empty line ends. */
const PARAGRAPH =
  LINK_START | LINK_BARE | LINK_NESTED | LINK_ANGLE | LINK_GAP | TITLE_DOUBLE | TITLE_SINGLE | TITLE_ROUND | DEFINITION;

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
  #tail = ''; // the last 8 characters
  #blank = true; // the line so far
  #hostLike = false; // a dot inside the word so far
  readonly #fence = new CodeFence();

  get plain(): boolean {
    return this.#states === 0 && this.#imageDepth === 0;
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
    if (char === '\n') {
      if (this.#blank) {
        this.#states &= ~PARAGRAPH;
        this.#imageDepth = 0;
      }
      this.#blank = true;
    } else if (!isSpace || char === '\f') this.#blank = false;
    this.#hostLike = !isSpace && (this.#hostLike || (char === '.' && /[^\s.]/.test(previous)));
    this.#fence.see(char);
  }

  #advance(char: string, previous: string, isSpace: boolean): number {
    const now = this.#states;
    let next = now & (STYLE | DEFINITION_TITLE);
    const on = (state: number, to: number): void => {
      if ((now & state) !== 0) next |= to;
    };
    on(TAG, char === '>' ? 0 : char === '=' ? TAG | TAG_EQUALS : TAG);
    on(TAG_EQUALS, isSpace ? TAG_EQUALS : char === '"' ? TAG_DOUBLE : char === "'" ? TAG_SINGLE : 0);
    on(TAG_DOUBLE, char === '"' ? TAG : TAG_DOUBLE);
    on(TAG_SINGLE, char === "'" ? TAG : TAG_SINGLE);
    on(LINK_START, isSpace ? LINK_START : linkAfter(char));
    on(LINK_BARE, isSpace ? LINK_GAP : char === ')' ? 0 : char === '(' || char === '\\' ? LINK_NESTED : LINK_BARE);
    on(LINK_NESTED, isSpace ? LINK_GAP : LINK_NESTED);
    on(LINK_ANGLE, char === '>' && previous !== '\\' ? LINK_ANGLE_END : LINK_ANGLE);
    on(LINK_GAP, isSpace ? LINK_GAP : titleAfter(char));
    on(TITLE_DOUBLE, char === '"' && previous !== '\\' ? LINK_GAP : TITLE_DOUBLE);
    on(TITLE_SINGLE, char === "'" && previous !== '\\' ? LINK_GAP : TITLE_SINGLE);
    on(TITLE_ROUND, char === ')' && previous !== '\\' ? LINK_GAP : TITLE_ROUND);
    on(DEFINITION_START, isSpace ? DEFINITION_START : DEFINITION_LINE);
    on(
      DEFINITION_LINE,
      char === '\n' ? DEFINITION_NEXT : titleAfter(char) === 0 ? DEFINITION_LINE : DEFINITION_LINE | DEFINITION_TITLE,
    );
    on(DEFINITION_NEXT, isSpace ? DEFINITION_NEXT : titleAfter(char) === 0 ? 0 : DEFINITION_TITLE);
    on(FENCE_LINE, char === '\n' ? 0 : FENCE_LINE);
    on(URL_TEXT, isSpace || char === '<' ? 0 : URL_TEXT);
    return next;
  }

  #begin(char: string, previous: string, all: string, at: number): void {
    const tail = (length: number): string => all.slice(Math.max(0, at - length), at);
    const escaped = previous === '\\';
    if (
      previous === '<' &&
      (LETTER.test(char) || char === '/' || char === '!' || char === '?') &&
      !this.#fence.inside
    ) {
      this.#states |= TAG;
      this.#fence.doubt();
    }
    if (char === '(' && previous === ']') this.#states |= LINK_START;
    else if (char === ':') {
      if (previous === ']') this.#states |= DEFINITION_START;
      if (SCHEME.test(tail(7))) this.#states |= URL_TEXT;
    } else if (char === '/' && previous === '/') this.#states |= URL_TEXT;
    else if (char === '.' && previous.toLowerCase() === 'w' && /www$/i.test(tail(3))) this.#states |= URL_TEXT;
    else if (this.#hostLike && (char === '/' || char === '?' || char === '#') && previous !== '.')
      this.#states |= URL_TEXT;
    else if (char === '[' && !escaped && (previous === '!' || this.#imageDepth > 0)) this.#imageDepth++;
    else if (char === ']' && !escaped && this.#imageDepth > 0) this.#imageDepth--;
    else if ((char === '`' || char === '~') && previous === char && all[at - 2] === char) {
      this.#states |= FENCE_LINE;
    } else if (/[et]/i.test(char) && /<(?:style|script)$/i.test(tail(7) + char) && !this.#fence.inside)
      this.#states |= STYLE;
  }
}

const LINK_ANGLE_END = LINK_GAP | LINK_NESTED; // `<a>b` may be a bare destination for some

const linkAfter = (char: string): number =>
  char === '<' ? LINK_ANGLE : char === ')' ? 0 : char === '(' || char === '\\' ? LINK_NESTED : LINK_BARE;

const titleAfter = (char: string): number =>
  char === '"' ? TITLE_DOUBLE : char === "'" ? TITLE_SINGLE : char === '(' ? TITLE_ROUND : 0;
