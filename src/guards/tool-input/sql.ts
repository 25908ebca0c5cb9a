import { CWE_89, type ToolInputRule } from './rule.ts';

const GAP = String.raw`(?:\s|/\*.{0,40}?\*/){1,8}`;
const LOOSE = String.raw`(?:\s|/\*.{0,40}?\*/){0,8}`;

/** What a database reads as more than a value. */
export const SQL: readonly ToolInputRule[] = [
  {
    rule: 'tool-input/sql-condition',
    kind: 'sql',
    what: 'A condition that is always true, behind a quote or a number',
    source: CWE_89,
    examples: [() => "' OR '1'='1", () => '1 or 1=1', () => '") or ("a"="a', () => "x' || 'a'='a"],
    lookAlikes: [() => "O'Neil or Smith", () => 'more or less', () => 'a=a'],
    knownMisses: 'Comparisons of two different values that are true.',
    pattern: new RegExp(
      String.raw`(?:['")\d])${LOOSE}(?:or|and|\|\||&&)${LOOSE}\(?(['"]?)(\w{1,24})\1${LOOSE}(?:=|like)${LOOSE}\(?['"]?\2`,
      'gi',
    ),
  },
  {
    rule: 'tool-input/sql-statement',
    kind: 'sql',
    what: 'A second statement, or a union with another table',
    source: CWE_89,
    examples: [() => '1; DROP TABLE users', () => "x' UNION ALL SELECT password FROM users", () => '1;delete from a'],
    lookAlikes: [() => 'a union of states', () => 'drop the table', () => 'select one; insert coin'],
    knownMisses: 'Statements of single vendors.',
    pattern: new RegExp(
      String.raw`;\s{0,8}(?:drop|alter|truncate)${GAP}(?:table|database|schema|user|view)\b|;\s{0,8}(?:delete${GAP}from|insert${GAP}into|update${GAP}\w{1,60}${GAP}set|exec(?:ute)?${GAP}\w{1,60}|select${GAP}[\w*, ]{1,80}${GAP}from)\b|\bunion${GAP}(?:all${GAP}|distinct${GAP})?select\b`,
      'gi',
    ),
  },
  {
    rule: 'tool-input/sql-comment',
    kind: 'sql',
    what: 'A comment behind a quote, which cuts off the rest of a query',
    source: CWE_89,
    examples: [() => "admin' --", () => "admin'#", () => "a'/*"],
    lookAlikes: [() => "the '90s -- and later", () => 'a -- b'],
    knownMisses: 'A comment without a quote before it.',
    pattern: /['"]\)?;?[ \t]{0,4}(?:--(?:[ \t]|$)|#$|#(?=\n)|\/\*)/g,
  },
  {
    rule: 'tool-input/sql-function',
    kind: 'sql',
    what: 'A function that waits, reads files or runs commands',
    source: CWE_89,
    examples: [
      () => 'sleep(10)',
      () => 'pg_sleep(5)',
      () => 'xp_cmdshell',
      () => "load_file('/a')",
      () => "waitfor delay '0:0:5'",
    ],
    lookAlikes: [() => 'sleep well', () => 'benchmark results', () => 'wait for a delay'],
    knownMisses: 'Functions of single vendors.',
    pattern:
      /\b(?:(?:pg_)?sleep|benchmark|load_file|pg_read_file|dblink|utl_http\.request)\s{0,4}\(|\bxp_cmdshell\b|\binto\s{1,8}(?:out|dump)file\b|\bwaitfor\s{1,8}delay\b/gi,
  },
];
