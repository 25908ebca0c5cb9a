import { IntegrityError, InvalidInputError, ThrottledError } from '../../errors.ts';
import { canonicalJson } from '../../lib/canonical.ts';
import type { Vault } from '../../types/vault.ts';
import { beginLog, extend, type Position, resumeLog } from './chain.ts';
import { type Checkpoint, checkpointAt } from './checkpoint.ts';
import { hasContent, withSealedContent } from './content.ts';
import { MAX_LINE } from './entry.ts';
import { type MacOf, type Macs, macsOf } from './mac.ts';
import { type LogNote, noteOf } from './notes.ts';
import type { LogSettings } from './options.ts';

interface Waiting {
  /** Canonical JSON, or what is being made of it; undefined for what only waits for its turn. */
  readonly record: string | Promise<string> | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** As many as one write takes. */
const BATCH = 1_000;
const MAX_RECORD = MAX_LINE / 4; // in UTF-16 units, of at most three bytes each

/** Chains records and hands them to the sink in order, all that wait in one write. */
export class LogWriter {
  readonly #settings: LogSettings;
  readonly #macs: Macs;
  readonly #checkpointMacs: Macs;
  readonly #vault: Vault | undefined;
  #position: Position | undefined;
  #isOpen = false;
  #isClosed = false;
  #closing: Promise<void> | undefined;
  #queue: Waiting[] = [];
  #isDraining = false;
  #lost = 0;
  #torn = 0;
  #lastCheckpoint = 0;

  /** @param vault seals the content of records */
  constructor(settings: LogSettings, macOf: MacOf, vault?: Vault) {
    this.#settings = settings;
    this.#vault = vault;
    this.#macs = macsOf(settings.keyRing, 'audit chain', macOf);
    this.#checkpointMacs = macsOf(settings.keyRing, 'audit checkpoint', macOf);
  }

  get position(): Position | undefined {
    return this.#position;
  }

  /** Resolves once the sink has kept the record. */
  append(record: object): Promise<void> {
    return this.#wait(() => {
      try {
        return this.#textOf(record);
      } catch (error) {
        this.#lost++;
        throw error;
      }
    });
  }

  #textOf(record: object): string | Promise<string> {
    if (this.#queue.length >= this.#settings.maxQueued)
      throw new ThrottledError(undefined, 'the sink of the audit log does not keep up: raise `maxQueued`');
    if (!this.#vault || !hasContent(record)) return checkedText(record);
    const room = MAX_RECORD - checkedText({ ...record, content: '' }).length;
    return withSealedContent(record, room, this.#vault).then(canonicalJson);
  }

  async open(): Promise<Position> {
    await this.#wait();
    return this.#opened();
  }

  async checkpoint(): Promise<Checkpoint> {
    await this.#wait();
    return checkpointAt(await this.#opened(), this.#checkpointMacs, this.#settings.checkpoint?.signKey);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const last = this.#isOpen || this.#isDraining || this.#lost > 0 ? this.#wait() : undefined;
    this.#isClosed = true;
    try {
      await last;
      if (this.#position && this.#position.count > this.#lastCheckpoint) await this.#tellCheckpoint(this.#position);
    } finally {
      await this.#settings.sink.close?.();
    }
  }

  /** Takes a place in the queue, with a record or without. */
  #wait(textOf?: () => string | Promise<string>): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw new InvalidInputError('audit', 'is closed: make another log');
      const record = textOf?.();
      if (typeof record === 'object') record.catch(() => {}); // told when its turn comes
      this.#queue.push({ record, resolve, reject });
      if (!this.#isDraining) this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#isDraining = true;
    while (this.#queue.length > 0) {
      const { batch, records } = await this.#ready(this.#queue.splice(0, BATCH));
      try {
        await this.#write(records);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isDraining = false;
  }

  /** Waits for the records of a batch; one that cannot be made is lost alone. */
  async #ready(waiting: readonly Waiting[]) {
    const batch: Waiting[] = [];
    const records: string[] = [];
    for (const each of waiting) {
      try {
        const record = typeof each.record === 'object' ? await each.record : each.record;
        if (record !== undefined) records.push(record);
        batch.push(each);
      } catch (error) {
        this.#lost++;
        each.reject(error);
      }
    }
    return { batch, records };
  }

  async #write(records: readonly string[]): Promise<void> {
    let lost = 0;
    try {
      const from = await this.#opened();
      lost = this.#lost;
      const all = [...this.#notes(lost), ...records];
      if (all.length === 0) return;
      const { lines, position } = await extend(this.#macs, from, this.#settings.keyRing.current, all);
      await this.#settings.sink.write(lines);
      this.#position = position;
    } catch (error) {
      this.#isOpen = false;
      this.#lost += records.length;
      throw error;
    }
    this.#lost -= lost;
    this.#torn = 0;
    await this.#checkpointIfDue();
  }

  async #opened(): Promise<Position> {
    if (this.#position && this.#isOpen) return this.#position;
    const { sink, keyRing } = this.#settings;
    const { last, torn = 0 } = (await sink.open?.()) ?? {};
    this.#torn += torn;
    try {
      // a sink that cannot tell its last line has kept what it has taken, and nothing of what it has refused
      this.#position =
        last === undefined
          ? (this.#position ?? (await beginLog(this.#macs, keyRing.current)))
          : notBehind(await resumeLog(this.#macs, last), this.#position);
    } catch (error) {
      await sink.close?.(); // another writer may know its keys
      throw error;
    }
    this.#lastCheckpoint ||= this.#position.count;
    this.#isOpen = true;
    return this.#position;
  }

  #notes(lost: number): string[] {
    const notes: LogNote[] = [];
    if (this.#torn > 0) notes.push({ type: 'log', event: 'torn', bytes: this.#torn });
    if (lost > 0) notes.push({ type: 'log', event: 'lost', records: lost });
    return notes.map(canonicalJson);
  }

  async #checkpointIfDue(): Promise<void> {
    const { checkpoint } = this.#settings;
    const position = this.#position;
    if (checkpoint && position && position.count - this.#lastCheckpoint >= checkpoint.every)
      await this.#tellCheckpoint(position);
  }

  async #tellCheckpoint(position: Position): Promise<void> {
    const { checkpoint } = this.#settings;
    if (!checkpoint) return;
    await checkpoint.onCheckpoint(await checkpointAt(position, this.#checkpointMacs, checkpoint.signKey));
    this.#lastCheckpoint = position.count;
  }
}

/** A record as canonical JSON. Throws InvalidInputError for what is none, or too long. */
function checkedText(record: object): string {
  const text = canonicalJson(record);
  if (!text.startsWith('{') || noteOf(text))
    throw new InvalidInputError('record', 'must be a plain object, and none of the notes of the log');
  if (text.length > MAX_RECORD) throw new InvalidInputError('record', `is longer than ${MAX_RECORD} characters`);
  return text;
}

/** What was cut off while this writer lived would otherwise be covered by the lines that follow. */
function notBehind(found: Position, known: Position | undefined): Position {
  if (!known || found.count >= known.count) return found;
  throw new IntegrityError('cut', 'the log', 'is shorter than it was: verify it, then go on in a new file');
}
