import type { Weights } from '../../src/guards/injection/model/linear.ts';
import { InjectionModel } from '../../src/guards/injection/model/model.ts';
import { type Sample, sampleOf } from './calibrate.ts';
import { type OpenRow, trainingRows } from './rows.ts';

/** A row as a model sees it that was trained without its source, its payload and what is nearly the same. */
export interface HeldOut extends Sample {
  readonly row: OpenRow;
}

const FOLDS = 24;

/** Families of sources in so many folds of about one size. */
function foldsOf(rows: readonly OpenRow[], count: number): readonly ReadonlySet<string>[] {
  const folds = Array.from({ length: count }, () => ({ families: new Set<string>(), size: 0 }));
  const families = [...Map.groupBy(rows, ({ families: [own = ''] }) => own)];
  for (const [family, { length }] of families.sort((one, other) => other[1].length - one[1].length)) {
    const fold = folds.reduce((least, other) => (other.size < least.size ? other : least));
    fold.families.add(family);
    fold.size += length;
  }
  return folds.map((fold) => fold.families);
}

/** Trains on some rows. */
type Train = (rows: readonly OpenRow[]) => Weights;

/** Every row, seen by the model of the fold in which it is held out. */
export function heldOut(rows: readonly OpenRow[], train: Train, log?: (text: string) => void): readonly HeldOut[] {
  return foldsOf(rows, FOLDS).flatMap((held, index) => {
    const model = new InjectionModel({ ...train(trainingRows(rows, held)), calibration: NEUTRAL });
    log?.(`fold ${index + 1} of ${FOLDS}: ${[...held].join(', ')}`);
    return rows
      .filter(({ families: [own = ''] }) => held.has(own))
      .map((row) => ({ row, ...sampleOf(model, row.text, row.isAttack) }));
  });
}

const PLAIN = { base: 0, window: 1, rule: 0, agreement: 0 };
const NEUTRAL = { user: PLAIN, untrusted: PLAIN };
