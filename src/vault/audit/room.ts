import type { AuditContent } from '../../types/audit.ts';

const utf8 = new TextEncoder();
const MARK = 64; // bytes that the mark of what was cut takes, and the names around it

/** Content as JSON of at most so many bytes of UTF-8, marked where it had to be cut. The answer has half of the room for sure. */
export function fitting(content: object, maxBytes: number): string {
  const whole = JSON.stringify(content);
  if (utf8.encode(whole).length <= maxBytes) return whole;
  const { messages, cut = 0, ...answer } = JSON.parse(whole) as Partial<AuditContent>;
  const all = maxBytes - MARK;
  const first = new Room(all / 2);
  const shown = first.take(answer) as object | undefined;
  const rest = new Room(all / 2 + first.left);
  const told = Array.isArray(messages) ? rest.takeNewest(messages) : rest.take(messages);
  return JSON.stringify({ text: '', ...shown, messages: told, cut: cut + first.cut + rest.cut });
}

/** Bytes that JSON values are put into until there are no more. */
class Room {
  left: number;
  /** UTF-16 units that had no room. */
  cut = 0;

  constructor(bytes: number) {
    this.left = bytes;
  }

  /** As much of a JSON value as there is room for; undefined where there is none. */
  take(value: unknown): unknown {
    if (value === undefined) return undefined;
    if (this.left <= 0) {
      this.cut += JSON.stringify(value).length;
      return undefined;
    }
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map((item) => this.#item('', item)).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.#item(name, inner)]));
  }

  takeNewest(list: readonly unknown[]): unknown[] {
    const taken = list.toReversed().map((item) => this.#item('', item));
    return taken.filter((item) => item !== undefined).reverse();
  }

  #item(name: string, value: unknown): unknown {
    this.left -= utf8.encode(JSON.stringify(name)).length + (typeof value === 'object' ? 4 : 24);
    return this.take(value);
  }

  #text(text: string): string {
    let end = 0;
    for (const character of text) {
      this.left -= bytesOf(character);
      if (this.left < 0) break;
      end += character.length;
    }
    this.cut += text.length - end;
    return text.slice(0, end);
  }
}

/** What a character takes in JSON at most. */
function bytesOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20 || point === 0x22 || point === 0x5c || (point >= 0xd800 && point < 0xe000)) return 6;
  if (point < 0x80) return 1;
  return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}
