export interface Scored {
  readonly score: number;
  readonly isAttack: boolean;
}

/** The area under the ROC curve: how often an attack scores above a harmless text, ties counting half. */
export function auc(rows: readonly Scored[]): number {
  const ordered = rows.toSorted((one, other) => one.score - other.score);
  let ranks = 0;
  for (let from = 0, to = 0; from < ordered.length; from = to) {
    while (to < ordered.length && ordered[to]?.score === ordered[from]?.score) to++;
    ranks += ((from + to + 1) / 2) * ordered.slice(from, to).filter(({ isAttack }) => isAttack).length;
  }
  const attacks = rows.filter(({ isAttack }) => isAttack).length;
  return (ranks - (attacks * (attacks + 1)) / 2) / (attacks * (rows.length - attacks));
}

/** The share of attacks above the score that so many of the harmless texts pass at most. */
export function recallAt(rows: readonly Scored[], falsePositives: number): { recall: number; threshold: number } {
  const harmless = rows.filter(({ isAttack }) => !isAttack).map(({ score }) => score);
  const threshold = harmless.sort((one, other) => other - one)[Math.floor(harmless.length * falsePositives)] ?? 0;
  const attacks = rows.filter(({ isAttack }) => isAttack);
  return { recall: attacks.filter(({ score }) => score > threshold).length / attacks.length, threshold };
}
