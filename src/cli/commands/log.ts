import { linesOf } from '../../vault/audit/lines.ts';
import { seeHelp } from '../arguments.ts';
import { contentLines, openerOf } from '../log/content.ts';
import { CSV_HEAD, csvLine, jsonLine, plainLine, type Row, rowOf } from '../log/rows.ts';
import { LogFiles } from '../log/source.ts';
import { verifyFiles } from '../log/verify.ts';
import { printJson } from '../print-json.ts';
import { printable } from '../terminal/printable.ts';
import { UsageError } from '../usage-error.ts';
import { choiceOf, countOf } from '../values.ts';
import type { Command, CommandContext } from './command.ts';

type Action = (context: CommandContext, files: readonly string[]) => Promise<void>;

/** Checks an audit log, or prints what is in it. */
export const log: Command = async (context) => {
  const [name = '', ...files] = context.files;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new UsageError(`log needs one of verify, show, tail and export behind it. ${seeHelp('log')}`);
  await action(context, files);
};

const verify: Action = async (context, files) => {
  const { flags, io, note } = context;
  const result = await verifyFiles(context, files);
  if (flags.json) return printJson(io.stdout, result);
  if (flags.checkpoint === undefined)
    await note(['without --checkpoint, a log whose end was cut off looks whole, and so does an older copy of it']);
  const { count, from, to, lost, head } = result;
  const span = from === undefined ? '' : `, written from ${from} to ${to}`;
  const missing = lost > 0 ? `. ${lost} records could not be written when they were due` : '';
  await io.stdout.write(`whole: ${count} lines${span}${missing}\n${head === undefined ? '' : `head ${head}\n`}`);
};

const show: Action = async (context, files) => {
  const content = await openerOf(context);
  const print = printerFor(context);
  for await (const rows of rowsIn(context, files)) await print(await content.open(rows));
  await content.end();
};

const tail: Action = async (context, files) => {
  const most = countOf(context.flags, 'lines', 1, 100_000) ?? 10;
  let last: Row[] = [];
  for await (const rows of rowsIn(context, files)) last = [...last.slice(-most), ...rows].slice(-most);
  const content = await openerOf(context);
  await printerFor(context)(await content.open(last));
  await content.end();
};

const exportRows: Action = async (context, files) => {
  const { flags, io } = context;
  const lineOf = choiceOf(flags, 'format', ['jsonl', 'csv']) === 'csv' ? csvLine : jsonLine;
  if (lineOf === csvLine) await io.stdout.write(CSV_HEAD);
  const content = await openerOf(context);
  for await (const rows of rowsIn(context, files))
    await io.stdout.write((await content.open(rows)).map(lineOf).join(''));
  await content.end();
};

const ACTIONS: Readonly<Record<string, Action>> = { verify, show, tail, export: exportRows };

const printerFor = ({ flags, io }: CommandContext) => {
  const lineOf = flags.json ? jsonLine : (row: Row) => printable(plainLine(row) + contentLines(row));
  return (rows: readonly Row[]) => io.stdout.write(rows.map(lineOf).join(''));
};

/** What is no line of a log is passed over, and told at the end: these commands check nothing. */
async function* rowsIn({ io, note }: CommandContext, paths: readonly string[]): AsyncGenerator<Row[], void> {
  const files = await LogFiles.find(paths, io);
  let strange = 0;
  for await (const lines of linesOf(files.read())) {
    const rows = lines.map(rowOf).filter((row) => row !== undefined);
    strange += lines.length - rows.length;
    yield rows;
  }
  if (strange > 0) await note([`${strange} lines are none of an audit log: see secure-llm log verify`]);
}
