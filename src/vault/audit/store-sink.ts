import { IntegrityError, InvalidInputError } from '../../errors.ts';
import { type Check, fields, misuse, show, string } from '../../lib/check.ts';
import type { ConversationStore } from '../../types/store.ts';
import type { LogSink, Opened } from './sink.ts';

export interface StoreSinkOptions {
  /** What the keys of the log begin with. One writer to each name. */
  readonly name: string;
}

/** Keeps a log in a store. Iterating over it gives the text of the log in pieces, as `verifyLog` takes it. */
export interface StoreSink extends LogSink, AsyncIterable<string> {}

const FORM = 'log.'; // in front of what is kept: no JSON, so that no store parses it
const FAILED = 100;

const beginningOf = (lines = ''): string => lines.slice(0, 256); // a mark ends before that

const STORE: Check<ConversationStore> = (value, field, refuse) => {
  const { getItem, setItem } = (value ?? {}) as Partial<ConversationStore>;
  if (typeof getItem === 'function' && typeof setItem === 'function') return value as ConversationStore;
  throw refuse(field, `must have \`getItem\` and \`setItem\`, got ${show(value)}`);
};

/**
 * Keeps a log in any store: each write is an item of its own, `<name>:1`, `<name>:2` and so on, which counts from the moment it
 * is there; `<name>:head` only says where to look for the last. An item is never written over. With the store's `compareAndSet`
 * a second writer is refused with InvalidInputError at its first write, without it unless both write in the same
 * instant. Throws TypeError for an option at fault.
 */
export function storeSink(store: ConversationStore, options: StoreSinkOptions): StoreSink {
  const { name } = fields<StoreSinkOptions>(options, 'storeSink', misuse, { name: string });
  if (name === undefined) throw misuse('storeSink.name', 'is missing');
  return new Chunks(STORE(store, 'storeSink.store', misuse), name);
}

class Chunks implements StoreSink {
  readonly #store: ConversationStore;
  readonly #name: string;
  #count = 0;
  #refusal: InvalidInputError | undefined;
  /** How what failed lately begins, its first mark included: the store may take it after all. */
  #failed: readonly string[] = [];

  constructor(store: ConversationStore, name: string) {
    this.#store = store;
    this.#name = name;
  }

  async open(): Promise<Opened> {
    if (this.#refusal) throw this.#refusal; // else it would go on behind the other's lines
    const { count, last } = await this.#end();
    this.#count = count;
    return { last: last?.slice(last.lastIndexOf('\n', last.length - 2) + 1) };
  }

  async write(lines: string): Promise<void> {
    const key = String(this.#count + 1);
    if (!(await this.#added(key, lines))) {
      if (this.#failed.includes(beginningOf(await this.#get(key))))
        throw new Error('The store took a write late that it had failed: the log goes on behind it');
      this.#refusal = new InvalidInputError('storeSink.name', 'has another writer: give each writer a name of its own');
      throw this.#refusal;
    }
    this.#count++;
    this.#failed = [];
    await this.#set('head', key).catch(() => {}); // the lines are kept; `open` looks further
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void> {
    const { count } = await this.#end();
    for (let number = 1; number <= count; number++) {
      const lines = await this.#get(String(number));
      if (lines !== undefined) yield lines; // what was deleted is for `verifyLog` to judge
    }
  }

  async #end(): Promise<{ readonly count: number; readonly last: string | undefined }> {
    const head = await this.#get('head');
    let count = Number(head ?? 0);
    let last = head === undefined ? undefined : await this.#get(head);
    if (head !== undefined && last === undefined)
      throw new IntegrityError('cut', 'the log', 'lacks its last lines: verify it, then go on under another name');
    for (let next = await this.#get(String(count + 1)); next !== undefined; next = await this.#get(String(count + 1))) {
      last = next;
      count++;
    }
    return { count, last };
  }

  async #added(key: string, lines: string): Promise<boolean> {
    try {
      return await this.#add(key, lines);
    } catch (error) {
      this.#failed = [...this.#failed, beginningOf(lines)].slice(-FAILED);
      throw error;
    }
  }

  /** Whether there was nothing yet under this key, and now are these lines. */
  async #add(key: string, lines: string): Promise<boolean> {
    const text = `${FORM}${lines}`;
    if (this.#store.compareAndSet) {
      if ((await this.#store.compareAndSet(this.#keyOf(key), undefined, text)) === true) return true;
    } else if ((await this.#get(key)) === undefined) {
      await this.#set(key, lines);
      return true;
    }
    return (await this.#get(key)) === lines; // a store that asked twice answers no to the second
  }

  async #get(key: string): Promise<string | undefined> {
    const item = await this.#store.getItem(this.#keyOf(key));
    if (item === null || item === undefined) return undefined;
    if (typeof item === 'string' && item.startsWith(FORM)) return item.slice(FORM.length);
    throw new IntegrityError('malformed', 'the store', 'has something else under a key of the log: take another name');
  }

  async #set(key: string, text: string): Promise<void> {
    await this.#store.setItem(this.#keyOf(key), `${FORM}${text}`);
  }

  #keyOf(key: string): string {
    return `${this.#name}:${key}`;
  }
}
