import { table } from '../../../src/cli/terminal/table.ts';
import { DEFAULTS } from '../../../src/index.ts';
import { layerFacts } from '../layer-facts.ts';
import type { Step } from '../show.ts';
import { duration } from '../stage.ts';

/** Ends with what every layer did, counted from the audit records of this run. */
export const account: Step = async ({ stage, ledger }) => {
  const { style } = stage;
  await stage.title('What each layer did', 'audit');
  const rows = layerFacts(ledger.records, DEFAULTS.timeout.totalMs).map(({ layer, did, ms, of }) => [
    style('cyan', layer),
    did,
    duration(ms),
    style('dim', of),
  ]);
  const head = ['layer', 'did in this run', 'time'].map((text) => style('dim', text));
  await stage.lines(table([head, ...rows], ['left', 'left', 'right', 'left']));
};
