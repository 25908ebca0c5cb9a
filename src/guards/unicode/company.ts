import { NEAR, type Run } from './sight.ts';

/** This many joiners or word breaks in a row, each after one character, spell a message instead of joining letters. */
const LETTER_BY_LETTER = 3;

/** The runs that go, once each has been looked at among the others. Distances count only characters that stay. */
export function unwanted(runs: readonly Run[]): readonly Run[] {
  const company = runs.some(({ fate }) => fate === 'spaced') ? withoutSpaced(runs) : runs;
  return company.some(({ fate }) => fate === 'lone')
    ? company.filter((run, index) => !isLone(run, index, company))
    : company;
}

function isLone({ fate, at }: Run, index: number, company: readonly Run[]): boolean {
  if (fate !== 'lone') return false;
  const isNear = (other: number): boolean => Math.abs((company[other]?.at ?? Number.POSITIVE_INFINITY) - at) <= NEAR;
  return !((isNear(index - 1) && isNear(index + 1)) || isNear(index - 2) || isNear(index + 2));
}

/** Leaves out the `spaced` runs, except those that follow each other at single characters. */
function withoutSpaced(runs: readonly Run[]): readonly Run[] {
  const row = new Uint32Array(runs.length); // which row a run belongs to
  const lengths = [0];
  let last = Number.NEGATIVE_INFINITY;
  runs.forEach(({ fate, at }, index) => {
    if (fate !== 'spaced') return;
    if (at - last > 1) lengths.push(0);
    row[index] = lengths.length - 1;
    lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 1;
    last = at;
  });
  return runs.filter(({ fate }, index) => fate !== 'spaced' || (lengths[row[index] ?? 0] ?? 0) >= LETTER_BY_LETTER);
}
