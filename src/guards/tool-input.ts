import type { Match, TextGuard } from '../types/guard.ts';
import { outermost, type RuleFacts } from './rule.ts';
import { PATHS } from './tool-input/path.ts';
import type { ToolInputKind, ToolInputRule } from './tool-input/rule.ts';
import { SHELL } from './tool-input/shell.ts';
import { SQL } from './tool-input/sql.ts';

export type { ToolInputKind } from './tool-input/rule.ts';

/** Every rule, with its source, examples and known misses. */
export const TOOL_INPUT_RULES: readonly (RuleFacts & ToolInputRule)[] = [...SHELL, ...SQL, ...PATHS];

const RANK = new Map(TOOL_INPUT_RULES.map(({ rule }, index) => [rule, index]));

/**
 * Finds in an argument of a tool what a shell, a database or a file system would take for more than data. A report, not a
 * defence: pass arguments as arguments, never as text of a command.
 *
 * @param kinds what the argument may end up in
 * @returns a guard; its matches are in order of start, none inside another
 */
export function toolInput(kinds: readonly ToolInputKind[]): TextGuard {
  const rules = TOOL_INPUT_RULES.filter(({ kind }) => kinds.includes(kind));
  return {
    id: 'tool-input',
    reach: 256,
    stages: ['output'],
    scan(text) {
      const matches: Match[] = [];
      for (const { rule, pattern } of rules)
        for (const { 0: matched, index: start } of text.matchAll(pattern))
          matches.push({ rule, score: 1, start, end: start + matched.length });
      return outermost(matches, (rule) => RANK.get(rule) ?? 0);
    },
    replacement: () => undefined,
  };
}
