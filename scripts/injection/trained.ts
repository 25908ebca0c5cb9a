import { Ideas } from '../../src/guards/injection/model/ideas.ts';
import type { Weights } from '../../src/guards/injection/model/linear.ts';
import { corpus } from '../corpus/generate.ts';
import { seeded } from '../eval/ids/make.ts';
import { type Example, type Features, featuresOf, type Learner, train } from './learn.ts';
import { readingsOf } from './readings.ts';
import type { OpenRow } from './rows.ts';
import { stems } from './stems.ts';

/** How the model is trained. Each was chosen on folds of the open data; see docs/decisions/0010. */
const SETTINGS = {
  perTemplate: 8,
  rounds: 8,
  seeds: 3,
  ownWeight: 0.2,
  otherLanguages: 1.5,
  perSource: 60,
  attackWeight: 1.5,
} as const;

/** Everything that is read once for any number of trainings. */
export interface Material {
  readonly stems: readonly string[];
  readonly features: ReadonlyMap<OpenRow, readonly Features[]>;
  readonly own: readonly Example[];
}

export async function materialOf(rows: readonly OpenRow[]): Promise<Material> {
  const words = await stems();
  const ideas = new Ideas(words);
  const made = await corpus(SETTINGS.perTemplate);
  return {
    stems: words,
    features: new Map(rows.map((row) => [row, readingsOf(row.text).map((text) => featuresOf(text, ideas))])),
    own: made.map(({ text, isAttack, language }) => ({
      features: [featuresOf(text, ideas)],
      isAttack,
      weight: SETTINGS.ownWeight * (language === 'en' ? 1 : SETTINGS.otherLanguages),
    })),
  };
}

/** Trains on rows and on our own corpus; the mean of some trainings that differ in their order. */
export function trained(rows: readonly OpenRow[], material: Material, seeds: number = SETTINGS.seeds): Weights {
  const sizes = Map.groupBy(rows, ({ source }) => source);
  const examples = rows
    .filter(({ isScored }) => isScored)
    .map((row): Example => {
      const size = sizes.get(row.source)?.length ?? 1;
      const weight = Math.min(1, Math.sqrt(SETTINGS.perSource / size)) * (row.isAttack ? SETTINGS.attackWeight : 1);
      return { features: material.features.get(row) ?? [], isAttack: row.isAttack, weight };
    });
  const learners = Array.from({ length: seeds }, (_, seed) =>
    train([...examples, ...material.own], SETTINGS.rounds, seeded(seed + 1)),
  );
  return { ...quantised(learners), stems: material.stems };
}

/** One byte a weight: the mean of the learners, in steps of their largest but a few. */
function quantised(learners: readonly Learner[]): Omit<Weights, 'stems'> {
  const size = learners[0]?.weights.length ?? 0;
  const mean = new Float32Array(size);
  for (const { weights } of learners)
    for (let index = 0; index < size; index++)
      mean[index] = (mean[index] as number) + (weights[index] as number) / learners.length;
  const largest = mean.map(Math.abs).sort()[Math.floor(size * 0.9995)] ?? 1;
  const scale = largest / 127;
  return {
    weights: Int8Array.from(mean, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))),
    scale,
    bias: learners.reduce((sum, { bias }) => sum + bias, 0) / learners.length,
  };
}
