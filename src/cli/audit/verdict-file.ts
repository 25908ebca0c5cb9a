import { appendFile, readFile } from 'node:fs/promises';
import type { Verdict } from '../../scanner/probes/run-probes.ts';
import { UsageError } from '../usage-error.ts';

/** What a file of verdicts belongs to: another plan has other probes under the same ids. */
export interface VerdictPlan {
  readonly target: string;
  readonly seed: number;
  readonly perCategory: number;
}

interface Line extends Verdict {
  readonly safeguards: string;
}

/** Verdicts of a run as lines of JSON, the plan first, so that a run which breaks off can go on. */
export interface VerdictFile {
  readonly known: (safeguards: string) => readonly Verdict[];
  readonly add: (safeguards: string, verdict: Verdict) => Promise<void>;
}

/** Opens or begins a file. Throws UsageError for one of another plan, or that is none. */
export async function verdictFile(path: string, plan: VerdictPlan): Promise<VerdictFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new UsageError(`--resume names a file that cannot be read (${error.code ?? 'unknown reason'})`);
  });
  const [first = '', ...rest] = text.split('\n');
  if (text === '') await append(path, `${JSON.stringify(plan)}\n`);
  else if (first !== JSON.stringify(plan))
    throw new UsageError(
      '--resume names a file of another run: name a new file, or the target, seed and count of that run',
    );
  else if (!text.endsWith('\n')) await append(path, '\n'); // a line was cut off: what it told is asked for again
  const lines = rest.map(parsed).filter(isLine);
  return {
    known: (safeguards) => lines.filter((line) => line.safeguards === safeguards),
    add: (safeguards, { id, hit }) => append(path, `${JSON.stringify({ safeguards, id, hit })}\n`),
  };
}

const append = (path: string, text: string): Promise<void> =>
  appendFile(path, text, { mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--resume names a file that cannot be written (${error.code ?? 'unknown reason'})`);
  });

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isLine(value: unknown): value is Line {
  const { safeguards, id, hit } = (value ?? {}) as Partial<Line>;
  return typeof safeguards === 'string' && typeof id === 'string' && typeof hit === 'boolean';
}
