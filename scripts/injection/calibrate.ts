import {
  type Calibration,
  type Evidence,
  type InjectionModel,
  logOdds,
  probability,
} from '../../src/guards/injection/model/model.ts';
import { readingsOf } from './readings.ts';

/** The evidence in one text, for either writer. */
export interface Sample {
  readonly isAttack: boolean;
  readonly user: readonly Evidence[];
  readonly untrusted: readonly Evidence[];
  /** The score of the text as one window. */
  readonly whole: number;
}

export function sampleOf(model: InjectionModel, text: string, isAttack: boolean): Sample {
  const readings = readingsOf(text);
  const evidence = (trust: 'user' | 'untrusted') => readings.flatMap((reading) => model.evidence(reading, trust));
  return {
    isAttack,
    user: evidence('user'),
    untrusted: evidence('untrusted'),
    whole: Math.max(...readings.map((reading) => model.whole(reading))),
  };
}

/** The strongest evidence decides on a text. */
export const scoreOf = (evidence: readonly Evidence[], calibration: Calibration): number =>
  evidence.reduce((best, terms) => Math.max(best, probability(calibration, terms)), 0);

const START: Calibration = { base: 0, window: 1, rule: 7, agreement: -1 };
const TURNS = 4;

/**
 * Platt scaling (J. Platt 1999) with the rules beside the score of the window: a logistic regression on the strongest evidence of
 * each text, which is chosen anew with each fit. Both classes weigh the same.
 */
export function calibrated(samples: readonly Sample[], writer: 'user' | 'untrusted'): Calibration {
  const attacks = samples.filter(({ isAttack }) => isAttack).length;
  let calibration = START;
  for (let turn = 0; turn < TURNS; turn++) {
    const rows = samples.flatMap((sample) => {
      const strongest = sample[writer].toSorted(
        (one, other) => logOdds(calibration, other) - logOdds(calibration, one),
      )[0];
      if (!strongest) return [];
      const weight = sample.isAttack ? samples.length / 2 / attacks : samples.length / 2 / (samples.length - attacks);
      return [
        {
          terms: [strongest.window, strongest.best, strongest.agreeing],
          isAttack: sample.isAttack,
          weight,
        },
      ];
    });
    const [base = 0, window = 0, rule = 0, agreement = 0] = logistic(rows);
    calibration = { base, window, rule, agreement };
  }
  return calibration;
}

interface Row {
  readonly terms: readonly number[];
  readonly isAttack: boolean;
  readonly weight: number;
}

/** Coefficients of a logistic regression, the constant first. Newton's method with a ridge of one. */
function logistic(rows: readonly Row[]): readonly number[] {
  const size = (rows[0]?.terms.length ?? 0) + 1;
  let weights = new Array<number>(size).fill(0);
  for (let step = 0; step < 25; step++) {
    const gradient = weights.map((weight) => -weight);
    const curvature = weights.map((_, row) => weights.map((_, column) => (row === column ? 1 : 0)));
    for (const { terms, isAttack, weight } of rows) {
      const values = [1, ...terms];
      const sum = values.reduce((total, value, at) => total + value * (weights[at] as number), 0);
      const chance = 1 / (1 + Math.exp(-sum));
      for (const [row, value] of values.entries()) {
        gradient[row] = (gradient[row] as number) + weight * (Number(isAttack) - chance) * value;
        for (const [column, other] of values.entries())
          (curvature[row] as number[])[column] =
            (curvature[row]?.[column] as number) + weight * chance * (1 - chance) * value * other;
      }
    }
    const change = solved(curvature, gradient);
    weights = weights.map((weight, at) => weight + (change[at] as number));
    if (Math.max(...change.map(Math.abs)) < 1e-8) break;
  }
  return weights;
}

/** Gauss's elimination with pivots. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, at) => [...row, right[at] as number]);
  for (let at = 0; at < rows.length; at++) {
    const pivot = rows
      .slice(at)
      .reduce((best, row) => (Math.abs(row[at] as number) > Math.abs(best[at] as number) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(at, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[at] as number) / (pivot[at] as number);
      for (let column = at; column < row.length; column++)
        row[column] = (row[column] as number) - factor * (pivot[column] as number);
    }
  }
  return rows.map((row, at) => (row.at(-1) as number) / (row[at] as number));
}
