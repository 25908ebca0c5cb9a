import { RULES } from '../../src/guards/rules.ts';

/** The source of `src/guards/names.ts`, as the formatter leaves it. */
export function namesSource(): string {
  const quoted = (text: string) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`);
  const guards = Object.entries(RULES).map(([guard, rules]) => {
    const entities = [...new Set(rules.flatMap((rule) => ('entity' in rule ? [rule.entity] : [])))];
    const lines = [
      ...rules.map(({ rule, what }) => entry(rule, quoted(what))),
      ...entities.map((entity) => `    ${entity}: '',`),
    ];
    return `  ${/^\w+$/.test(guard) ? guard : `'${guard}'`}: {\n${lines.join('\n')}\n  },`;
  });
  return `${HEAD}\nexport const RULE_NAMES = {\n${guards.join('\n')}\n} as const satisfies {
  readonly [guard: string]: { readonly [ruleOrEntity: string]: string };
};\n${TAIL}`;
}

/** One line, or two where it would be longer than the formatter's width. */
function entry(rule: string, what: string): string {
  const line = `    '${rule}': ${what},`;
  return line.length <= 120 ? line : `    '${rule}':\n      ${what},`;
}

const HEAD = `/**
 * What a policy may name, by guard: rules, each with what it finds, and entities. Words alone, so that options can be checked
 * and findings explained before any rule is loaded. Written from the tables of rules by \`npm run docs\`.
 */`;

const TAIL = `
/** What a table for a guard may name. */
export type NameOf<Guard extends keyof typeof RULE_NAMES> = keyof (typeof RULE_NAMES)[Guard];
`;
