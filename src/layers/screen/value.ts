import { ResponseFormatError } from '../../errors.ts';
import { isTooDeep, mapLeaves } from '../../lib/leaves.ts';
import type { PlaceholderTable, Restorer } from '../../lib/placeholders.ts';
import type { Safeguard } from '../../lib/screening/safeguard.ts';
import { StreamScreen } from '../../lib/screening/stream.ts';
import { ANSWER, type Findings } from './findings.ts';

/** How the texts of an answer are screened. */
export interface TextPolicy {
  readonly safeguards: readonly Safeguard[];
  readonly onGuardError: 'block' | 'allow';
  /** Values that come back in these texts; undefined: none do. */
  readonly placeholders?: PlaceholderTable | undefined;
}

/** Links are read behind it: a value could make one of what stands around. */
export const restorerOf = (placeholders: PlaceholderTable | undefined): Restorer | undefined =>
  placeholders && placeholders.size > 0 ? placeholders.restorer() : undefined;

/**
 * A JSON value of an answer with its strings, keys and long numbers screened; values come back in its strings alone. Throws
 * ResponseFormatError for one that nests too deeply.
 */
export async function screenValue(
  value: unknown,
  path: string,
  { safeguards, onGuardError, placeholders }: TextPolicy,
  findings: Findings,
): Promise<unknown> {
  if (isTooDeep(value)) throw new ResponseFormatError('The answer holds JSON that is nested too deeply to be checked');
  const onError = findings.onError(onGuardError, 'output', { path });
  const report = findings.at({ path });
  return mapLeaves(value, async (text, kind) => {
    const restorer = kind === 'string' ? restorerOf(placeholders) : undefined;
    const screen = new StreamScreen(safeguards, ANSWER, onError, report, restorer);
    return screen.write(text) + (await screen.end());
  });
}
