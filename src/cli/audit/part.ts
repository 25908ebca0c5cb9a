import type { AuditParts } from '../../scanner/report/findings.ts';
import type { RuleInfo } from '../../scanner/report.ts';
import type { Flags } from '../arguments.ts';
import type { CommandContext } from '../commands/command.ts';
import type { FlagName } from '../flags.ts';

/** What one part of an audit adds to the report. */
export interface PartResult extends AuditParts {
  /** Those that its findings name. */
  readonly rules: readonly RuleInfo[];
}

/** One part of an audit; undefined where it was not asked for. Aborts with `io.signal`. */
export type Part = (context: CommandContext) => Promise<PartResult | undefined>;

/** What asks for a part other than the files. */
const ASKING = ['target', 'dependencies', 'sbom', 'log', 'keys', 'url'] as const satisfies readonly FlagName[];

export const asksForMore = (flags: Flags): boolean => ASKING.some((name) => flags[name] !== undefined);
