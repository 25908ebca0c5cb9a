import type { Mac } from './mac.ts';

/** What a line says beside its record. */
export interface EntryHead {
  /** The key of the ring that its mark is made with. */
  readonly key: string;
  readonly log: string;
  /** The mark of the line before. */
  readonly prev: string;
  /** From 0, without a gap. */
  readonly seq: number;
  /** When it was written: wall clock, ISO 8601 in UTC. Nothing rests on it. */
  readonly time: string;
}

/** One line of a log. */
export interface Entry extends EntryHead {
  readonly mac: string;
  /** Canonical JSON. */
  readonly record: string;
  /** The line without its mark and line feed: what the mark is made of. */
  readonly unsigned: string;
}

/** A longer line is none of ours; in bytes. */
export const MAX_LINE = 2 ** 20;

const HEAD = /^\{"key":"([\w-]{1,32})","log":"([\w-]{1,64})","mac":"([0-9a-f]{64})","prev":"([0-9a-f]{64})","record":/;
const TAIL = /^,"seq":(\d{1,15}),"time":"([\d:.TZ+-]{1,40})","v":1\}\n$/;
const MAC_MEMBER = '"mac":"","'.length - 1 + 64;

/** Canonical JSON (RFC 8785) of an entry without its mark. `record` is canonical already. */
export const unsignedLine = ({ key, log, prev, seq, time }: EntryHead, record: string): string =>
  `{"key":"${key}","log":"${log}","prev":"${prev}","record":${record},"seq":${seq},"time":"${time}","v":1}`;

/** The line as it is kept, line feed included. */
export function signedLine(unsigned: string, mac: string): string {
  const at = unsigned.indexOf('"prev":');
  return `${unsigned.slice(0, at)}"mac":"${mac}",${unsigned.slice(at)}\n`;
}

/** Reads a line, line feed included. Undefined for what has not the form of one; whether it is genuine is another question. */
export function readEntry(line: string): Entry | undefined {
  const head = HEAD.exec(line);
  const end = line.lastIndexOf(',"seq":');
  const tail = head && TAIL.exec(line.slice(end));
  if (!tail) return undefined;
  const [start, key = '', log = '', mac = '', prev = ''] = head;
  const [, seq, time = ''] = tail;
  const at = line.indexOf('"mac":');
  const unsigned = line.slice(0, at) + line.slice(at + MAC_MEMBER, -1);
  return { key, log, mac, prev, seq: Number(seq), time, record: line.slice(start.length, end), unsigned };
}

/** What stands for the line before the first one, and proves a key: nobody else can make it. */
export const beginningOf = (mac: Mac, log: string): string | Promise<string> => mac(`secure-llm audit log\n${log}`);
