import { ResponseFormatError } from '../../errors.ts';
import { isTooDeep, mapLeaves } from '../../lib/leaves.ts';
import type { Safeguard } from '../../lib/screening/safeguard.ts';
import { screenWhole } from '../../lib/screening/whole.ts';
import type { AnswerPolicy } from './answer.ts';
import { ANSWER, type Findings } from './findings.ts';

/** A JSON value of an answer with its strings screened. Throws ResponseFormatError for one that nests too deeply. */
export async function screenValue(
  value: unknown,
  path: string,
  safeguards: readonly Safeguard[],
  { onGuardError }: Pick<AnswerPolicy, 'onGuardError'>,
  findings: Findings,
): Promise<unknown> {
  if (isTooDeep(value)) throw new ResponseFormatError('The answer holds JSON that is nested too deeply to be checked');
  const onError = findings.onError(onGuardError, 'output', { path });
  const report = findings.at({ path });
  return mapLeaves(value, async (text) => {
    const screened = await screenWhole(text, safeguards, ANSWER, onError);
    screened.sightings.forEach(report);
    return screened.text;
  });
}
