import { summaryOf } from '../../scanner/report/summary.ts';
import type { AuditReport } from '../../scanner/report.ts';
import type { CommandContext } from '../commands/command.ts';
import type { Output } from '../io.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import type { Format, Settings } from './settings.ts';
import { terminalText } from './terminal.ts';
import { writeOut } from './write-out.ts';

type Writer = (report: AuditReport, output: Output, style: Style) => string | Promise<string>;

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** Each loaded when it is asked for. */
const WRITERS: Readonly<Record<Format, Writer>> = {
  text: terminalText,
  json,
  sarif: async (report) => json((await import('../../scanner/report/sarif.ts')).sarifOf(report)),
  junit: async (report) => (await import('../../scanner/report/junit.ts')).junitOf(report),
  html: async (report) => (await import('../../scanner/report/html.ts')).htmlOf(report),
  markdown: async (report) => (await import('../../scanner/report/markdown.ts')).markdownOf(report),
};

/** The report alone on stdout, or in a file with a note of it. */
export async function writeReport(report: AuditReport, { format, output }: Settings, context: CommandContext) {
  const { io, note } = context;
  const write = WRITERS[format];
  if (output === undefined) return io.stdout.write(await write(report, io.stdout, styleFor(io.stdout, io.env)));
  const plain = { isTTY: false, columns: 100, write: async () => {} };
  const text = await write(report, plain, (_, text) => text);
  await writeOut('out', output, text);
  await note([summaryOf(report)]);
}
