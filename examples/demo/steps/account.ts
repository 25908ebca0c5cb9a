import { DEFAULTS } from '../../../src/index.ts';
import { fittedTable } from '../fitted-table.ts';
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
  await stage.lines(fittedTable([head, ...rows], stage.columns, 1, ['left', 'left', 'right', 'left']));
};
