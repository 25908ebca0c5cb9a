import { group, integer, invalid, limit, listOf, string } from '../lib/check.ts';

/** What tools may do that a client runs, on clients and calls alike. */
export interface ToolPolicy {
  /** Tools that a call may bring, by name; another is refused with InvalidInputError. A call can only narrow that of its client. @default all */
  readonly allow?: readonly string[] | undefined;
  /** Passes of a call, 1 to 100: what the last one asks for is not run. `1`: nothing is ever run here. @default 5 */
  readonly maxSteps?: number | undefined;
  /** Tools that a call runs at a time, 1 to 100. @default 4 */
  readonly maxParallel?: number | undefined;
  /** Milliseconds that a tool may take, its approval left out; `Infinity` for no limit. @default 30_000 */
  readonly timeoutMs?: number | undefined;
  /** The longest result of a tool, in UTF-16 units: the rest is cut off, and the model is told. @default 20_000 */
  readonly maxOutputChars?: number | undefined;
}

/** A policy with its defaults. */
export type ToolLimits = { readonly [Key in Exclude<keyof ToolPolicy, 'allow'>]-?: number } & Pick<ToolPolicy, 'allow'>;

/** The check of `toolPolicy`. */
export const TOOL_POLICY = group<ToolPolicy>({
  allow: listOf(string, 1_000),
  maxSteps: integer(1, 100),
  maxParallel: integer(1, 100),
  timeoutMs: limit,
  maxOutputChars: integer(1),
});

/**
 * What holds for a call: its own limits win, and its tools stand on both lists. Throws InvalidInputError for a tool that
 * does not.
 */
export function policyOfCall(client: ToolLimits, call: ToolPolicy, names: readonly string[]): ToolLimits {
  for (const { allow } of [client, call]) {
    const stranger = allow && names.find((name) => !allow.includes(name));
    if (stranger !== undefined)
      throw invalid(`tools.${stranger}`, 'is not on the list `toolPolicy.allow`: leave it out, or add its name there');
  }
  return { ...client, ...call } as ToolLimits;
}
