import type { PersonalDataRule } from '../../../src/guards/personal-data/rule.ts';
import { PERSONAL_DATA_RULES, personalData } from '../../../src/guards/personal-data.ts';
import { percent, shareOf } from '../figures.ts';
import type { Report } from '../report.ts';
import { GENERATORS } from './index.ts';
import { type Random, seeded } from './make.ts';
import { coined, shapesOf, spelt } from './shapes.ts';

const NUMBERS = 200;
const LONE = ['The reference is %.', 'order % was sent on Monday', 'See % for the rest.', '%'];
const RULE_OF: readonly PersonalDataRule[] = PERSONAL_DATA_RULES;

/** What was measured for one entity. */
interface Measured {
  readonly entity: string;
  /** The share of valid numbers found behind a word for them; NaN where nothing makes valid numbers. */
  readonly named: number;
  /** The share of random numbers of the same shapes taken for this entity, with no word for it. */
  readonly lone: number;
  /** The same, taken for anything at all. */
  readonly loneForAny: number;
}

/** For every entity whose rules ask for words before them: valid numbers behind a word, and random ones without. */
export function reportIds(): Report {
  const entities = [
    ...new Set(RULE_OF.filter((rule) => contextOf(rule).length > 0).map(({ entity }) => entity)),
  ].sort();
  const measured = entities.map(measure);
  const made = measured.filter(({ named }) => !Number.isNaN(named));
  const mean = made.reduce((sum, { named }) => sum + named, 0) / (made.length || 1);
  return {
    title: 'Numbers of registers, made at random',
    files: [],
    bars: [
      {
        what: `register numbers: entities of which over 1 % of random numbers are found with no word (${entities.length})`,
        value: measured.filter(({ lone }) => lone > 0.01).length,
        bar: { atMost: 0 },
      },
      {
        what: `register numbers: valid ones found behind a word, mean over entities (${made.length} with a generator)`,
        value: mean,
        bar: { atLeast: 1 },
        as: 'share',
      },
    ],
    parts: [
      `For each entity ${NUMBERS} valid numbers are made by the published check digits (scripts/eval/ids, code of its own), set ` +
        "into the separators of the rule's examples and put behind each of its words in turn. Random ones have the shape of an " +
        'example, every digit and letter drawn anew, in sentences with no word for them. The seed is fixed.',
      {
        head: ['entity', 'valid, behind a word', 'random, no word', 'random, taken for anything'],
        rows: measured.map(({ entity, named, lone, loneForAny }) => [
          entity,
          percent(named),
          percent(lone),
          percent(loneForAny),
        ]),
      },
    ],
    details: [
      ...measured
        .filter(({ named, lone }) => named < 1 || lone > 0.01)
        .map(({ entity, named, lone }) => `${entity}: found ${percent(named)}, falsely ${percent(lone)}`),
      `without a maker: ${entities.filter((entity) => !(entity in GENERATORS)).join(', ') || 'none'}`,
      `makers without a rule: ${Object.keys(GENERATORS)
        .filter((entity) => !RULE_OF.some((rule) => rule.entity === entity))
        .join(', ')}`,
    ],
  };
}

const contextOf = (rule: PersonalDataRule): readonly string[] =>
  'context' in rule && Array.isArray(rule.context) ? rule.context : [];

function measure(entity: string): Measured {
  const rules = RULE_OF.filter((rule) => rule.entity === entity);
  const words = rules.flatMap(contextOf);
  const shapes = rules.flatMap((rule) => shapesOf(rule));
  const random = seeded(20_261_123);
  const lone = Array.from({ length: NUMBERS * LONE.length }, (_, index) =>
    entitiesIn(
      (LONE[index % LONE.length] ?? '%').replace('%', () => coined(shapes[index % shapes.length] ?? '', random)),
    ),
  );
  return {
    entity,
    named: shareNamed(entity, words, shapes, random),
    lone: shareOf(lone.map((found) => found.includes(entity))),
    loneForAny: shareOf(lone.map((found) => found.length > 0)),
  };
}

function shareNamed(entity: string, words: readonly string[], shapes: readonly string[], random: Random): number {
  const generate = GENERATORS[entity];
  if (!generate) return Number.NaN;
  return shareOf(
    Array.from({ length: NUMBERS }, (_, index) => {
      const number = spelt(generate(random), shapes, index);
      const word = words[index % words.length] ?? '';
      return entitiesIn(index % 2 === 0 ? `${word}: ${number}` : `my ${word} is ${number}, thanks`).includes(entity);
    }),
  );
}

const entitiesIn = (text: string): readonly (string | undefined)[] =>
  personalData.scan(text).map(({ entity }) => entity);
