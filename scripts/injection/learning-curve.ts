import { hashOf } from '../../src/guards/injection/model/tokens.ts';
import { heldOut } from './folds.ts';
import { auc, recallAt } from './metrics.ts';
import type { OpenRow } from './rows.ts';
import { type Material, trained } from './trained.ts';

/** What so much to learn from comes to, on sources held out; by the model alone, trained once rather than three times. */
export interface CurvePoint {
  /** The share of the families of sources that are not held out. */
  readonly share: number;
  /** Whether the corpus of this repository is learned from as well. */
  readonly hasCorpus: boolean;
  readonly auc: number;
  readonly recallAt1: number;
  readonly recallAt5: number;
}

const SHARES = [0, 0.125, 0.25, 0.5, 1];

/** Yields a point at a time, as each takes a minute or two. */
export function* learningCurve(rows: readonly OpenRow[], material: Material): Generator<CurvePoint, void> {
  for (const share of SHARES)
    for (const hasCorpus of [false, true])
      if (share > 0 || hasCorpus)
        yield pointAt(rows, hasCorpus ? material : { ...material, own: [] }, share, hasCorpus);
}

function pointAt(rows: readonly OpenRow[], material: Material, share: number, hasCorpus: boolean): CurvePoint {
  const isIn = ({ families: [own = ''] }: OpenRow): boolean => (hashOf(own) >>> 0) / 2 ** 32 < share;
  const scored = heldOut(rows, (learned) => trained(learned.filter(isIn), material, 1))
    .filter(({ row }) => row.isScored)
    .map(({ isAttack, user }) => ({ isAttack, score: Math.max(...user.map(({ window }) => window)) }));
  return {
    share,
    hasCorpus,
    auc: auc(scored),
    recallAt1: recallAt(scored, 0.01).recall,
    recallAt5: recallAt(scored, 0.05).recall,
  };
}
