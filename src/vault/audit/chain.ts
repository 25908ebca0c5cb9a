import { IntegrityError } from '../../errors.ts';
import { canonicalJson } from '../../lib/canonical.ts';
import { beginningOf, readEntry, signedLine, unsignedLine } from './entry.ts';
import { isSameMark, type Macs } from './mac.ts';
import { type LogNote, noteOf } from './notes.ts';

/** How far a log has come. */
export interface Position {
  readonly log: string;
  readonly count: number;
  /** The mark of the last line. */
  readonly head: string;
  /** The key that the next line must be under. */
  readonly key: string;
}

/** A new log under a random name. */
export async function beginLog(macs: Macs, key: string): Promise<Position> {
  const log = crypto.randomUUID();
  return { log, count: 0, head: await beginningOf(await macs(key), log), key };
}

/** Goes on behind a last line. Throws IntegrityError where it is none of this ring's. */
export async function resumeLog(macs: Macs, line: string): Promise<Position> {
  const entry = readEntry(line);
  if (!entry || !isSameMark(await (await macs(entry.key))(entry.unsigned), entry.mac))
    throw new IntegrityError(
      'altered',
      'the last line',
      'of the log is not as it was written, or needs another key: verify the log, then go on in a new file',
    );
  const note = noteOf(entry.record);
  const key = note?.event === 'key' ? note.to : entry.key;
  return { log: entry.log, count: entry.seq + 1, head: entry.mac, key };
}

/** The lines of records, given as canonical JSON, and where the log stands behind them. Another current key is noted first. */
export async function extend(macs: Macs, from: Position, current: string, records: readonly string[]) {
  let position = from;
  let lines = '';
  let mac = await macs(position.key);
  const link = async (record: string) => {
    const { log, count, head, key } = position;
    const unsigned = unsignedLine({ key, log, prev: head, seq: count, time: new Date().toISOString() }, record);
    const mark = mac(unsigned);
    position = { ...position, count: count + 1, head: typeof mark === 'string' ? mark : await mark };
    lines += signedLine(unsigned, position.head);
  };
  if (position.key !== current) {
    const next = await macs(current);
    if (position.count > 0) {
      const check = await beginningOf(next, position.log);
      await link(canonicalJson({ type: 'log', event: 'key', to: current, check } satisfies LogNote));
    }
    mac = next;
    position = { ...position, key: current };
    if (position.count === 0) position = { ...position, head: await beginningOf(next, position.log) };
  }
  for (const record of records) await link(record);
  return { lines, position };
}
