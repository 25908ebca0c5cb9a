import { firstWhere } from '../../../lib/bisect.ts';
import type { Match, Thresholds } from '../../../types/guard.ts';
import type { Trust } from '../../../types/message.ts';
import { ruleMatches } from '../../injection.ts';
import { decodedIn } from '../decoded.ts';
import { Quotations } from '../quotations.ts';
import { AROUND } from '../rule.ts';
import { forEachWindow, Linear, type Reading, type Weights } from './linear.ts';

/** How the score of a window and the rules that match in it become one probability: the terms of a logistic regression. */
export interface Calibration {
  readonly base: number;
  readonly window: number;
  readonly rule: number;
  readonly agreement: number;
}

/** Who wrote a text that is read: what the caller wrote is not. */
export type Writer = Exclude<Trust, 'trusted'>;

export interface ModelData extends Weights {
  readonly calibration: Readonly<Record<Writer, Calibration>>;
  readonly thresholds: Readonly<Record<Writer, Thresholds>>;
}

/** The rule of a match that no rule but the model found. */
export const MODEL_RULE = 'injection/model';

/** Windows that are told apart in one text, and the score below which only the best one is. */
const MOST = 16;
const LEAST = -1;
/** Below this score of the model alone nothing would come near a block. */
const DOUBTFUL = 1;
/** Tokens on either side of a rule's match that are read with it. */
const NEAR = 12;
/** Rules that agree count up to this many. */
const AGREE = 3;

interface Window {
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

/** What speaks for an attack in one stretch of a text. */
export interface Evidence {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  /** Of the model. */
  readonly window: number;
  /** The score of the strongest rule nearby, and how many agree; 0 where there is none. */
  readonly best: number;
  readonly agreeing: number;
  /** Whether a user quotes it; never in untrusted text, whose author sets the quotation marks as well. */
  readonly isQuoted: boolean;
}

/** Rules and the linear model together. */
export class InjectionModel {
  readonly #linear: Linear;
  readonly #calibration: ModelData['calibration'];

  constructor(data: Weights & Pick<ModelData, 'calibration'>) {
    this.#linear = new Linear(data);
    this.#calibration = data.calibration;
  }

  /** The stretches that may be attacks, each with its probability, in the text and in what it hides. Linear time. */
  find(text: string, trust: Trust): readonly Match[] {
    const calibration = this.#calibration[trust === 'untrusted' ? 'untrusted' : 'user'];
    const found = (evidence: readonly Evidence[]): readonly Match[] =>
      evidence.map((each) => ({
        rule: each.rule,
        score: probability(calibration, each),
        start: each.start,
        end: each.end,
      }));
    const reading = this.#linear.read(text);
    const quotations = new Quotations(trust === 'untrusted' ? '' : text);
    const hidden = decodedIn(text, reading.signs).flatMap(({ text: plain, start, end }) =>
      found(
        this.evidence(plain, trust).map((each) => ({
          ...each,
          isQuoted: each.isQuoted || (mayBlock(each) && quotations.holds(start, end)),
          start,
          end,
        })),
      ),
    );
    return [...found(this.evidence(text, trust, reading, quotations)), ...strongest(hidden)];
  }

  /** The score of a text as one window. */
  whole(text: string): number {
    const reading = this.#linear.read(text);
    return this.#linear.score(reading, 0, reading.tokens.count);
  }

  /** What speaks for attacks in a text as it is spelt. */
  evidence(
    text: string,
    trust: Trust,
    reading = this.#linear.read(text),
    quotations = new Quotations(trust === 'untrusted' ? '' : text),
  ): readonly Evidence[] {
    const { starts, ends, count } = reading.tokens;
    if (count === 0) return [];
    const repeated = { sums: reading.allSums, counts: reading.counts };
    const rules = ruleMatches(text, trust);
    const windows = this.#windows(reading);
    const found = rules.map(({ rule, start, end }, index) => {
      const from = indexAt(starts, start);
      const local = this.#linear.score(
        repeated,
        Math.max(0, from - NEAR),
        Math.min(count, indexAt(starts, end) + NEAR),
      );
      const around = windows.filter((window) => window.from <= from && from < window.to);
      return { rule, start, end, window: Math.max(local, ...around.map(({ score }) => score)), ...near(rules, index) };
    });
    for (const { from, to, score } of windows) {
      const [start, end] = [starts[from] as number, ends[to - 1] as number];
      if (!rules.some((rule) => rule.start < end && start < rule.end))
        found.push({ rule: MODEL_RULE, start, end, window: score, best: 0, agreeing: 0 });
    }
    return found.map((each) => ({ ...each, isQuoted: mayBlock(each) && quotations.holds(each.start, each.end) }));
  }

  /** The windows that score highest, none over another. */
  #windows(reading: Reading): readonly Window[] {
    const { count } = reading.tokens;
    const { sums } = reading;
    const { bias } = this.#linear; // what a window scores of which nothing is said
    const whole = { from: 0, to: count, score: this.#linear.score(reading, 0, count) };
    let best: Window = whole;
    const found: Window[] = whole.score > LEAST ? [whole] : [];
    forEachWindow(count, (from, to) => {
      if (best.score >= bias && (sums[to] as number) <= (sums[from] as number)) return;
      const score = this.#linear.score(reading, from, to);
      if (score > best.score) best = { from, to, score };
      if (score > LEAST) found.push({ from, to, score });
    });
    if (found.length === 0) return [best];
    found.sort((one, other) => other.score - one.score);
    const kept: Window[] = [];
    for (const window of found) {
      if (kept.length === MOST) break;
      if (kept.every(({ from, to }) => to <= window.from || window.to <= from)) kept.push(window);
    }
    return kept;
  }
}

/** Whether anything more than the model's mere doubt speaks, without which nothing comes near a block. */
const mayBlock = ({ window, best }: Pick<Evidence, 'window' | 'best'>): boolean => window > DOUBTFUL || best > 0;

/** The strongest rule near a match, and how many agree. The matches stand in order; of many a dozen on either side is read. */
function near(rules: readonly Match[], index: number): { best: number; agreeing: number } {
  const { start, end } = rules[index] as Match;
  const names = new Set<string>();
  let best = 0;
  for (const rule of rules.slice(Math.max(0, index - NEAR), index + NEAR + 1)) {
    if (rule.start > end + AROUND || rule.end < start - AROUND) continue;
    names.add(rule.rule);
    best = Math.max(best, rule.score);
  }
  return { best, agreeing: Math.min(AGREE, names.size) };
}

/** The logarithm of the odds of an attack. */
export const logOdds = ({ base, window, rule, agreement }: Calibration, terms: Evidence): number =>
  base + window * terms.window + rule * terms.best + agreement * terms.agreeing;

/**
 * The most that warns and does not block: for what a user quotes, as most who quote an attack speak of it; and where rules speak
 * for an attack and the words around them do not.
 */
const MOST_DOUBTED = 0.95;

/** The calibrated probability, in thousandths. */
export function probability(calibration: Calibration, evidence: Evidence): number {
  const chance = Math.round(1000 / (1 + Math.exp(-logOdds(calibration, evidence)))) / 1000;
  return evidence.isQuoted || evidence.window < 0 ? Math.min(MOST_DOUBTED, chance) : chance;
}

/** Of the matches that were decoded from one stretch the strongest. */
function strongest(matches: readonly Match[]): readonly Match[] {
  const best = new Map<number, Match>();
  for (const match of matches) if (match.score > (best.get(match.start)?.score ?? 0)) best.set(match.start, match);
  return [...best.values()];
}

/** The token in which an offset lies, or the next one. */
const indexAt = (starts: Int32Array, offset: number): number =>
  Math.min(
    starts.length - 1,
    firstWhere(starts.length, (index) => (starts[index] as number) >= offset),
  );
