import { plural } from '../../src/cli/report.ts';
import { type Finding, InputBlockedError } from '../../src/index.ts';
import { fittedTable } from './fitted-table.ts';
import type { Stage } from './stage.ts';

const MOST = 6; // a text of attacks has dozens, and the first ones tell enough

/** What a call answers; where the safeguards refuse its input, says which rules and where, and answers undefined. */
export async function unlessRefused<Result>(
  stage: Stage,
  call: () => Promise<Result>,
  placeOf: (finding: Finding) => string,
): Promise<Result | undefined> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof InputBlockedError)) throw error;
    await say(stage, error, placeOf);
    return undefined;
  }
}

async function say(
  stage: Stage,
  { code, findings }: InputBlockedError,
  placeOf: (finding: Finding) => string,
): Promise<void> {
  const { style } = stage;
  const dim = (text: string) => style('dim', text);
  const rows = findings.slice(0, MOST).map((finding) => [style('yellow', finding.rule), placeOf(finding)]);
  const more = findings.length - rows.length;
  await stage.text(`${style('red', 'Refused')} before anything was sent (${code}):`);
  await stage.lines(['', ...fittedTable([['found', 'at'].map(dim), ...rows], stage.columns, 1)]);
  await stage.lines(more > 0 ? [dim(`and ${plural(more, 'more finding')}`), ''] : ['']);
  await stage.text(dim('Each rule is in docs/safeguards.md. A text that you know may pass: sanitize.allow.'));
}
