import { MATRIX } from '../../test/support/fault-matrix.ts';

const BEGIN = '<!-- faults -->';
const END = '<!-- end of faults -->';

/** A document with the outcomes that the tests of faults expect between its two marks. */
export function withFaults(markdown: string): string {
  const start = markdown.indexOf(BEGIN) + BEGIN.length;
  const end = markdown.indexOf(END, start);
  if (start < BEGIN.length || end < 0) throw new Error('docs/reliability.md has no place for the faults');
  const rows = MATRIX.map(
    ({ fault, where, chat, stream }) => `| ${fault} | ${where} | ${coded(chat)} | ${coded(stream)} |`,
  );
  const head = ['| The server sends | Content | `chat` | `stream` |', '|---|---|---|---|'];
  return `${markdown.slice(0, start)}\n\n${[...head, ...rows].join('\n')}\n\n${markdown.slice(end)}`;
}

const coded = (outcome: string): string => outcome.replace(/ERR_\w+/, '`$&`');
