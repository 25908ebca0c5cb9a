import { systemClock } from '../../lib/clock.ts';
import { priceOf } from '../../lib/price.ts';
import { PRICES } from '../../prices/index.ts';
import { PROBE_RULES } from '../../scanner/probes/rules.ts';
import { type ProbeBudget, runProbes } from '../../scanner/probes/run-probes.ts';
import type { ProbeResult } from '../../scanner/report.ts';
import type { Flags } from '../arguments.ts';
import type { CommandContext } from '../commands/command.ts';
import { ProgressBar } from '../terminal/progress.ts';
import { styleFor } from '../terminal/style.ts';
import { UsageError } from '../usage-error.ts';
import { countOf, textOf } from '../values.ts';
import type { Part } from './part.ts';
import { type Attacked, attacked } from './probe-target.ts';
import { verdictFile } from './verdict-file.ts';

const PER_CATEGORY = 20;
const SEED = 1;
const MOST = 1_000_000;

/** Attacks what `--target` names, and asks it harmless questions too. */
export const probesPart: Part = async (context) => {
  const { flags, io } = context;
  const target = textOf(flags, 'target');
  if (target === undefined) return undefined;
  const seed = countOf(flags, 'seed', 0, MOST) ?? SEED;
  const perCategory = countOf(flags, 'probes', 1, 1_000) ?? PER_CATEGORY;
  const targets = await attacked(target, flags, io.env);
  const path = textOf(flags, 'resume');
  const plan = { target: targets.map((one) => one.target)[0] ?? target, seed, perCategory };
  const file = path === undefined ? undefined : await verdictFile(path, plan);
  const probes: ProbeResult[] = [];
  for (const { model, ...one } of targets) {
    const bar = barFor(context);
    try {
      const result = await runProbes({
        ...one,
        seed,
        perCategory,
        budget: budgetOf(flags, model),
        known: file?.known(one.safeguards) ?? [],
        onVerdict: (verdict) => file?.add(one.safeguards, verdict),
        onProgress: (progress) => bar?.show(progress),
        signal: io.signal,
      });
      probes.push(result);
    } finally {
      await bar?.clear();
    }
  }
  const named = new Set(probes.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  return { probes, rules: PROBE_RULES.filter(({ id }) => named.has(id)) };
};

function budgetOf(flags: Flags, model: Attacked['model']): ProbeBudget {
  const requests = countOf(flags, 'budget', 1, MOST);
  const given = textOf(flags, 'max-cost');
  if (given === undefined) return { requests };
  const cost = /^\d{1,6}(?:\.\d{1,6})?$/.test(given) ? Number(given) : 0;
  if (cost <= 0) throw new UsageError('--max-cost must be an amount above 0, such as 2.50');
  const price = model === undefined ? undefined : priceOf(PRICES, model);
  if (!price) throw new UsageError('--max-cost needs a model whose price is known: use --budget, a number of requests');
  return { requests, cost, price };
}

function barFor({ flags, io }: CommandContext): ProgressBar | undefined {
  if (!io.stderr.isTTY || flags.quiet || io.env.TERM === 'dumb') return undefined;
  return new ProgressBar(io.stderr, styleFor(io.stderr, io.env), systemClock.now);
}
