import { IntegrityError, type IntegrityReason } from '../../errors.ts';
import type { Checkpoint } from './checkpoint.ts';
import { beginningOf, type Entry, readEntry } from './entry.ts';
import { isSameMark, type Mac, type Macs } from './mac.ts';
import { noteOf } from './notes.ts';
import type { VerifiedLog } from './verify.ts';

/** A genuine line that stands too early. What comes later tells why. */
interface Gap {
  readonly line: number;
  readonly entry: Entry;
  isRepeated: boolean;
  isFilled: boolean;
}

/** Takes the lines of a log one by one and knows what the next must be. */
export class Reader {
  readonly #macs: Macs;
  readonly #checkpoint: Checkpoint | undefined;
  readonly #knownKey: string | undefined;
  /** Keys under which a line was right. */
  readonly #proven = new Map<string, Mac>();
  #line = 0;
  #log: string | undefined;
  #count = 0;
  #head: string | undefined;
  /** What the next line must be under, and what proves that key. */
  #key: string | undefined;
  #check: string | undefined;
  #gap: Gap | undefined;
  #from: string | undefined;
  #to: string | undefined;
  #lost = 0;

  /** @param knownKey a key that the ring is known to have right */
  constructor(macs: Macs, checkpoint: Checkpoint | undefined, after: Checkpoint | undefined, knownKey?: string) {
    this.#macs = macs;
    this.#knownKey = knownKey;
    this.#checkpoint = checkpoint;
    this.#log = after?.log ?? checkpoint?.log;
    this.#count = after?.count ?? 0;
    if (after && after.count > 0) {
      this.#head = after.head;
      this.#key = after.key;
    }
  }

  /** A promise only where the marks need one: there are millions of lines. */
  take(line: string): void | Promise<void> {
    this.#line++;
    if (!line.endsWith('\n'))
      throw this.#wrong('cut', 'ends in the middle: the log was cut, or its writer was stopped');
    const entry = readEntry(line);
    if (this.#gap) return this.#search(this.#gap, entry);
    if (!entry) throw this.#wrong('altered', 'is not as it was written, or no line of an audit log');
    const mac = this.#proven.get(entry.key);
    if (!mac) return this.#takeFirst(entry);
    const mark = mac(entry.unsigned);
    if (typeof mark !== 'string') return mark.then((made) => this.#judge(entry, made));
    this.#judge(entry, mark);
  }

  end(): VerifiedLog {
    if (this.#gap) throw this.#explained(this.#gap);
    if (this.#checkpoint && this.#count < this.#checkpoint.count)
      throw new IntegrityError(
        'cut',
        `line ${this.#line + 1}`,
        `is missing, and all behind it: the checkpoint saw ${this.#checkpoint.count} lines, there are ${this.#count}`,
      );
    const [log, head] = this.#count > 0 ? [this.#log, this.#head] : [];
    return { log, count: this.#count, head, from: this.#from, to: this.#to, lost: this.#lost };
  }

  /** The first line under a key may show that the ring has another one of that name. */
  async #takeFirst(entry: Entry): Promise<void> {
    const mac = await this.#macOf(entry.key);
    const beginning = await beginningOf(mac, entry.log);
    if (!isSameMark(await mac(entry.unsigned), entry.mac)) {
      const check = this.#count === 0 ? entry.prev : entry.key === this.#key ? this.#check : undefined;
      if (check !== undefined && entry.key !== this.#knownKey && !isSameMark(check, beginning))
        throw this.#wrong(
          'wrong-key',
          `needs another ${entry.key} than the key ring has, or its beginning was altered`,
        );
    }
    if (this.#count === 0) this.#head = beginning;
    this.#judge(entry, await mac(entry.unsigned));
    this.#proven.set(entry.key, mac);
  }

  async #macOf(key: string): Promise<Mac> {
    try {
      return await this.#macs(key);
    } catch (error) {
      if (!(error instanceof IntegrityError)) throw error;
      throw this.#wrong('unknown-key', `is under ${key}, which the key ring does not hold: add that key`);
    }
  }

  #judge(entry: Entry, mark: string): void {
    if (!isSameMark(mark, entry.mac)) throw this.#wrong('altered', 'is not as it was written');
    if (entry.log !== (this.#log ?? entry.log)) throw this.#wrong('moved', 'belongs to another log');
    if (entry.seq > this.#count) {
      this.#gap = { line: this.#line, entry, isRepeated: false, isFilled: false };
      return;
    }
    if (entry.seq < this.#count) throw this.#wrong('replayed', `repeats record ${entry.seq}`);
    if (!isSameMark(entry.prev, this.#head ?? ''))
      throw this.#wrong('replayed', 'does not continue the line before it');
    if (entry.key !== (this.#key ?? entry.key))
      throw this.#wrong('wrong-key', `is under ${entry.key}, though the log had gone over to ${this.#key}`);
    this.#accept(entry);
  }

  #accept(entry: Entry): void {
    this.#log = entry.log;
    this.#count++;
    this.#head = entry.mac;
    this.#key = entry.key;
    this.#from ??= entry.time;
    this.#to = entry.time;
    const note = noteOf(entry.record);
    if (note?.event === 'lost') this.#lost += note.records;
    if (note?.event === 'key') {
      this.#key = note.to;
      this.#check = note.check;
    }
    if (this.#checkpoint?.count === this.#count && this.#checkpoint.head !== this.#head)
      throw this.#wrong('altered', 'is not what the checkpoint saw: the log was written anew by someone with a key');
  }

  async #search(gap: Gap, entry: Entry | undefined): Promise<void> {
    if (entry?.mac === gap.entry.mac) gap.isRepeated = true;
    if (entry?.log !== gap.entry.log || entry.seq !== this.#count || gap.isFilled) return;
    const mac = await this.#macs(entry.key).catch(() => undefined);
    gap.isFilled = mac !== undefined && isSameMark(await mac(entry.unsigned), entry.mac);
  }

  #explained({ line, entry, isRepeated, isFilled }: Gap): IntegrityError {
    const place = `line ${line}`;
    if (isRepeated) return new IntegrityError('replayed', place, `repeats record ${entry.seq}, which comes later`);
    if (isFilled)
      return new IntegrityError('reordered', place, `is record ${entry.seq}; record ${this.#count} comes later`);
    return new IntegrityError(
      'missing',
      place,
      `is record ${entry.seq}; those from ${this.#count} on are missing before it`,
    );
  }

  #wrong(reason: IntegrityReason, rule: string): IntegrityError {
    return new IntegrityError(reason, `line ${this.#line}`, rule);
  }
}
