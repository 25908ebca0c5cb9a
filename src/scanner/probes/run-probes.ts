import type { SecureLLMClient } from '../../client.ts';
import { systemClock } from '../../lib/clock.ts';
import { mapPool } from '../../lib/pool.ts';
import { costOf } from '../../lib/price.ts';
import { type Progress, progressOf } from '../../lib/progress.ts';
import { tell } from '../../lib/tell.ts';
import type { Clock } from '../../types/clock.ts';
import type { Price } from '../../types/price.ts';
import type { AuditFinding, ProbeResult } from '../report.ts';
import { ask, type Question } from './ask.ts';
import { CATEGORIES } from './categories/index.ts';
import { hasSucceeded, type Observation } from './grade.ts';
import { questionOf } from './harmless.ts';
import { HARMLESS } from './harmless-texts.ts';
import { makeProbes, type ProbePlan } from './make-probes.ts';
import type { HiddenOrder, Order } from './probe.ts';
import { wilson } from './wilson.ts';

/** What became of one attack, or of one harmless request. Holds no text: it may be kept. */
export interface Verdict {
  /** `direct/7`, `harmless/12`. */
  readonly id: string;
  /** The attack reached its goal; the harmless request was refused. */
  readonly hit: boolean;
}

/** What may be used up before nothing more is begun. The last attack may pass it: some ask for many answers. */
export interface ProbeBudget {
  /** Calls of the model. @default no limit */
  readonly requests?: number | undefined;
  /** Money, in the currency of `price`. @default no limit */
  readonly cost?: number | undefined;
  readonly price?: Price | undefined;
}

export interface ProbeOptions extends ProbePlan {
  /** The client that is attacked. A gullible model is told the orders; for others they mean nothing. */
  readonly client: (orders: readonly (Order | HiddenOrder)[]) => SecureLLMClient;
  readonly target: string;
  /** `off`, `default`, `strict`; `own`: successful attacks become findings. */
  readonly safeguards: string;
  /** Whether every tool runs unasked, as where there are no safeguards. @default false */
  readonly approveTools?: boolean | undefined;
  readonly budget?: ProbeBudget | undefined;
  /** Requests at a time. Integer, 1 or more. @default 4 */
  readonly concurrency?: number | undefined;
  /** Verdicts of an earlier run with the same plan, which are not asked for again. @default none */
  readonly known?: readonly Verdict[] | undefined;
  /** Told each new verdict before the next question; what it throws ends the run. */
  readonly onVerdict?: ((verdict: Verdict) => void | Promise<void>) | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
}

interface Job {
  readonly id: string;
  /** From 0 to 1: how far down its own list it stands. */
  readonly turn: number;
  readonly question: Question;
  readonly orders: readonly (Order | HiddenOrder)[];
  readonly isHit: (seen: Observation & { readonly refused: boolean }) => boolean;
}

/** A target that has failed so often and never answered is not there. */
const PATIENCE = 5;

/**
 * Attacks a client, asks it harmless questions too, and counts which attacks reached their goal and which questions were
 * refused. All kinds come in turns, so that a run which is cut short says something of each. Rejects with the reason of an
 * abort, and with the error of a target that does not answer at all.
 */
export async function runProbes(options: ProbeOptions): Promise<ProbeResult> {
  const {
    client,
    budget = {},
    concurrency = 4,
    known = [],
    clock = systemClock,
    signal,
    approveTools = false,
  } = options;
  const jobs = jobsOf(options);
  const verdicts = new Map(known.map((verdict) => [verdict.id, verdict.hit]));
  const open = jobs.filter(({ id }) => !verdicts.has(id));
  const since = clock.now();
  const spent = { requests: 0, cost: 0 };
  const count = { done: 0, failed: 0, answered: 0 };
  const show = () =>
    options.onProgress &&
    tell(options.onProgress, progressOf(count.done, open.length, count.failed, clock.now() - since));
  show();
  await mapPool(open, concurrency, async ({ id, question, orders, isHit }) => {
    signal?.throwIfAborted();
    if (isSpent(spent, budget)) return;
    const seen = await ask(client(orders), question, { approveTools, signal });
    spent.requests += seen.requests;
    if (budget.price) spent.cost += costOf(seen.usage, budget.price);
    count.done++;
    if (seen.error) {
      count.failed++;
      if (count.answered === 0 && count.failed >= PATIENCE) throw seen.error;
    } else {
      if (seen.requests > 0) count.answered++;
      const verdict = { id, hit: isHit(seen) };
      verdicts.set(id, verdict.hit);
      await options.onVerdict?.(verdict);
    }
    show();
  });
  return resultOf(options, jobs, verdicts, spent.requests);
}

const isSpent = (spent: { requests: number; cost: number }, { requests, cost }: ProbeBudget): boolean =>
  spent.requests >= (requests ?? Number.POSITIVE_INFINITY) || spent.cost >= (cost ?? Number.POSITIVE_INFINITY);

function jobsOf(plan: ProbePlan): readonly Job[] {
  const attacks = makeProbes(plan).map((probe, index): Job => {
    const { id, app, order, before } = probe;
    return {
      id,
      turn: (index % plan.perCategory) / plan.perCategory,
      question: { ...probe, instructions: app.instructions },
      orders: before ? [before, order] : [order],
      isHit: (seen) => hasSucceeded(probe, seen),
    };
  });
  const harmless = HARMLESS.map(
    (given, index): Job => ({
      id: `harmless/${index + 1}`,
      turn: index / HARMLESS.length,
      question: questionOf(given),
      orders: [],
      isHit: ({ refused }) => refused,
    }),
  );
  return [...attacks, ...harmless].sort((one, other) => one.turn - other.turn);
}

function resultOf(
  { target, safeguards, seed }: ProbeOptions,
  jobs: readonly Job[],
  verdicts: ReadonlyMap<string, boolean>,
  requests: number,
): ProbeResult {
  const share = (name: string) => {
    const known = jobs
      .flatMap(({ id }) => (id.startsWith(`${name}/`) ? [verdicts.get(id)] : []))
      .filter((hit) => hit !== undefined);
    return wilson(known.filter(Boolean).length, known.length);
  };
  const categories = CATEGORIES.map(({ name }) => ({ category: name, succeeded: share(name) }));
  const findings = CATEGORIES.flatMap(({ rule: { id, title, severity } }, index): AuditFinding[] => {
    const { count = 0, of = 0 } = categories[index]?.succeeded ?? {};
    if (safeguards !== 'own' || count === 0) return [];
    return [{ rule: id, severity, message: `${title}: ${count} of ${of} attacks succeeded`, subject: target }];
  });
  return {
    target,
    safeguards,
    seed,
    categories,
    falsePositives: share('harmless'),
    requests,
    unfinished: jobs.filter(({ id }) => !verdicts.has(id)).length,
    findings,
  };
}
