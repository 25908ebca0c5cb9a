import type { RuleFacts } from '../../src/guards/rule.ts';
import { RULES } from '../../src/guards/rules.ts';

const BEGIN = (guard: string) => `<!-- rules: ${guard} -->`;
const END = '<!-- end of rules -->';

/** A document with the rules of each guard between its two marks. */
export function withRules(markdown: string): string {
  let written = markdown;
  for (const [guard, rules] of Object.entries(RULES)) {
    const start = written.indexOf(BEGIN(guard)) + BEGIN(guard).length;
    const end = written.indexOf(END, start);
    if (start < BEGIN(guard).length || end < 0)
      throw new Error(`docs/safeguards.md has no place for the rules of ${guard}`);
    const named = rules.filter((rule) => 'context' in rule);
    const sections = rules.filter((rule) => !named.includes(rule)).map((rule) => section(rule, guard === 'secrets'));
    if (named.length > 0) sections.push(registers(named));
    written = `${written.slice(0, start)}\n\n${sections.join('\n\n')}\n\n${written.slice(end)}`;
  }
  return written;
}

/** Rules of one kind, a line each: what they find, where that comes from, an example and a look-alike. */
function registers(rules: readonly RuleFacts[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = rules.map(({ entity = '', what, source, examples, lookAlikes }) => {
    const example = (makers: readonly (() => string)[]) =>
      makers
        .slice(0, 1)
        .map((make) => code(make()))
        .join('');
    const cells = [`\`${entity}\``, what, linked(source), example(examples), example(lookAlikes)];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  return ['| Entity | What | Source | Found | Left alone |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** @param isSecret whether examples are cut short, as tools that look for keys read documentation too */
function section(
  { rule, entity, what, source, examples, lookAlikes, knownMisses }: RuleFacts,
  isSecret: boolean,
): string {
  const list = (texts: readonly (() => string)[]) =>
    texts.map((make) => code(isSecret ? masked(make()) : make())).join(', ');
  return [
    `### ${rule}`,
    '',
    `${what}.${entity ? ` Entity \`${entity}\`.` : ''}`,
    '',
    `- Source: ${linked(source)}`,
    `- Found: ${list(examples)}`,
    `- Left alone: ${list(lookAlikes)}`,
    `- Known misses: ${knownMisses}`,
  ].join('\n');
}

const linked = (source: string): string => source.replace(/https:\/\/[^\s,]+/g, (url) => `<${url}>`);

const LONGEST = 72;

/** A text as one code span: what nobody sees as its escape, lines as one, long ones cut. */
function code(text: string): string {
  const visible = text
    .replace(/[\p{C}\p{Z}\u115f\u1160\u3164\uffa0]/gu, (char) => (char === ' ' ? char : escapeOf(char)))
    .replace(/\p{M}+/gu, (marks) => Array.from(marks, escapeOf).join(''));
  const short = visible.length > LONGEST ? `${visible.slice(0, LONGEST)}…` : visible;
  const fence = '`'.repeat(1 + Math.max(0, ...Array.from(short.matchAll(/`+/g), ([run]) => run.length)));
  const pad = short.startsWith('`') || short.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${short}${pad}${fence}`;
}

function escapeOf(char: string): string {
  const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return named[char] ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Each long run of letters and digits cut behind its first characters. */
const masked = (text: string): string => text.replace(/[A-Za-z0-9+/_-]{16,}/g, (run) => `${run.slice(0, 8)}…`);
