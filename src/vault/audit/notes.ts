import { isRecord, parseJson } from '../../lib/json.ts';

/** What the log records about itself, among the records of calls. */
export type LogNote =
  /** The last line under this key: those below it are under `to`. `check` proves the key of that name. */
  | { readonly type: 'log'; readonly event: 'key'; readonly to: string; readonly check: string }
  /** So many records could not be written before this line. */
  | { readonly type: 'log'; readonly event: 'lost'; readonly records: number }
  /** So many bytes of an unfinished line were put aside when the log was opened again. */
  | { readonly type: 'log'; readonly event: 'torn'; readonly bytes: number };

const MARK = '"type":"log"';

/** The note that a record of a genuine line is, if it is one. */
export function noteOf(record: string): LogNote | undefined {
  if (!record.includes(MARK)) return undefined;
  const value = parseJson(record);
  return isRecord(value) && value.type === 'log' ? (value as LogNote) : undefined;
}
