import { RULES } from '../../src/guards/rules.ts';

/** The source of `src/guards/names.ts`, as the formatter leaves it. */
export const namesSource = (): string =>
  tableOf(NAMES, (rules, room) => {
    const entities = new Set(rules.flatMap((rule) => ('entity' in rule ? [String(rule.entity)] : [])));
    const names = [...rules.map(({ rule }) => rule), ...entities].map((name) => `'${name}'`);
    const line = `[${names.join(', ')}]`;
    return line.length <= room ? [line] : ['[', ...names.map((name) => `    ${name},`), '  ]'];
  });

/** The source of `src/guards/descriptions.ts`, as the formatter leaves it. */
export const descriptionsSource = (): string =>
  tableOf(DESCRIPTIONS, (rules) => ['{', ...rules.map(({ rule, what }) => entry(rule, quoted(what))), '  }']);

type Source = readonly [head: string, tail: string];
type Rules = readonly { readonly rule: string; readonly what: string }[];

const WIDTH = 120; // of the formatter

/** `linesOf` is told how many characters its first line may have. */
function tableOf([head, tail]: Source, linesOf: (rules: Rules, room: number) => readonly string[]): string {
  const guards = Object.entries<Rules>(RULES).map(([guard, rules]) => {
    const begin = `  ${/^\w+$/.test(guard) ? guard : `'${guard}'`}: `;
    return `${begin}${linesOf(rules, WIDTH - begin.length - 1).join('\n')},\n`;
  });
  return `${head}${guards.join('')}${tail}`;
}

const quoted = (text: string) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`);

/** One line, or two where it would be too long. */
function entry(rule: string, what: string): string {
  const line = `    '${rule}': ${what},`;
  return line.length <= WIDTH ? line : `    '${rule}':\n      ${what},`;
}

const NAMES: Source = [
  `/**
 * What a policy may name, by guard: rules and entities. Names alone, so that options can be checked before any rule is
 * loaded. Written from the tables of rules by \`npm run docs\`.
 */
export const RULE_NAMES = {
`,
  `} as const satisfies { readonly [guard: string]: readonly string[] };

/** What a table for a guard may name. */
export type NameOf<Guard extends keyof typeof RULE_NAMES> = (typeof RULE_NAMES)[Guard][number];
`,
];

const DESCRIPTIONS: Source = [
  `/**
 * What each rule finds, by guard, for \`explain\` alone: a page that does not call it does not load them. Written from the
 * tables of rules by \`npm run docs\`.
 */
export const DESCRIPTIONS: { readonly [guard: string]: { readonly [rule: string]: string } } = {
`,
  '};\n',
];
