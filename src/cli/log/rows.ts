import { isRecord, type JsonRecord, parseJson } from '../../lib/json.ts';
import type { AuditContent } from '../../types/audit.ts';
import { readEntry } from '../../vault/audit/entry.ts';

/** A line of a log for the eye: nothing of it is checked. */
export interface Row {
  readonly seq: number;
  readonly time: string;
  readonly record: JsonRecord;
  /** Where it was opened. */
  readonly content?: AuditContent;
}

/** Undefined for what is no line of a log. */
export function rowOf(line: string): Row | undefined {
  const entry = readEntry(line);
  const record = entry && parseJson(entry.record);
  return entry && isRecord(record) ? { seq: entry.seq, time: entry.time, record } : undefined;
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
const usage = (name: string) => (record: JsonRecord) => (isRecord(record.usage) ? text(record.usage[name]) : '');
const count = (name: string) => (record: JsonRecord) => text(Array.isArray(record[name]) && record[name].length);
const rules = ({ findings }: JsonRecord): string =>
  Array.isArray(findings)
    ? [...new Set(findings.map((each) => (isRecord(each) ? text(each.rule) : '')))].join(' ')
    : '';

const COLUMNS: Readonly<Record<string, (record: JsonRecord) => string>> = {
  ...Object.fromEntries(
    ['type', 'event', 'id', 'operationId', 'outcome', 'errorCode', 'provider', 'model', 'wire', 'cached', 'task'].map(
      (name) => [name, (record: JsonRecord) => text(record[name])],
    ),
  ),
  scope: ({ scope }) => text(scope),
  principal: ({ principal }) => text(principal),
  durationMs: ({ durationMs }) => text(durationMs),
  messages: ({ messages }) => text(messages),
  finishReason: ({ finishReason }) => text(finishReason),
  inputTokens: usage('inputTokens'),
  outputTokens: usage('outputTokens'),
  cost: ({ cost }) => text(cost),
  attempts: count('attempts'),
  fallbacks: count('fallbacks'),
  findings: rules,
};

export const CSV_HEAD = `${['seq', 'time', ...Object.keys(COLUMNS)].join()}\r\n`;

/** RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export const csvLine = ({ seq, time, record }: Row): string =>
  `${[String(seq), time, ...Object.values(COLUMNS).map((column) => column(record))].map(cell).join()}\r\n`;

function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export const jsonLine = ({ seq, time, record, content }: Row): string =>
  `${JSON.stringify({ seq, time, record: content ? { ...record, content } : record })}\n`;

/** One line for a person: when, how it went, who answered, how much, how long, and what was found. */
export function plainLine({ seq, time, record }: Row): string {
  const { provider, model, errorCode, outcome, durationMs } = record;
  const tokens = [usage('inputTokens')(record), usage('outputTokens')(record)].filter(Boolean).join('+');
  const facts = [
    String(seq),
    time,
    record.type === 'log' ? `log ${text(record.event)}` : text(errorCode) || text(outcome) || text(record.type),
    [text(provider), text(model)].filter(Boolean).join('/'),
    tokens && `${tokens} tokens`,
    typeof durationMs === 'number' ? `${Math.round(durationMs)} ms` : '',
    rules(record),
  ];
  return `${facts
    .filter(Boolean)
    .join('  ')
    .replace(/[\t\n]/g, ' ')}\n`;
}
