import { explain } from '../../src/cli/explain.ts';
import { type Io, OutputClosedError } from '../../src/cli/io.ts';
import { providerOf } from '../../src/cli/provider.ts';
import { plural } from '../../src/cli/report.ts';
import { printable } from '../../src/cli/terminal/printable.ts';
import { wrap } from '../../src/cli/terminal/wrap.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { version } from '../../src/cli/version.ts';
import { type Provider, SecureLLMClient } from '../../src/index.ts';
import { HELP, readDemoArguments } from './arguments.ts';
import { Ledger } from './ledger.ts';
import type { Step } from './show.ts';
import { readSources, type Sources } from './sources.ts';
import { duration, INDENT, type Stage, stageOn } from './stage.ts';
import { account } from './steps/account.ts';
import { ask } from './steps/ask.ts';
import { disarm } from './steps/disarm.ts';
import { heal } from './steps/heal.ts';
import { refuse } from './steps/refuse.ts';
import { score } from './steps/score.ts';
import { summarize } from './steps/summarize.ts';
import { uncover } from './steps/uncover.ts';
import { withhold } from './steps/withhold.ts';

const STEPS: readonly Step[] = [ask, summarize, score, uncover, withhold, refuse, disarm, heal, account];

/** Runs the demo and answers with its exit code: 0, 1 when a call failed, 2 for wrong usage, 130 when interrupted. */
export async function demo(argv: readonly string[], io: Io): Promise<number> {
  try {
    await show(argv, io);
    return 0;
  } catch (error) {
    if (io.signal.aborted) return 130;
    if (error instanceof OutputClosedError) return 0;
    await io.stderr.write(`demo: ${printable(explain(error))}\n`).catch(() => {});
    return error instanceof UsageError ? 2 : 1;
  }
}

async function show(argv: readonly string[], io: Io): Promise<void> {
  const since = performance.now();
  const { flags, files } = readDemoArguments(argv);
  if (flags.help) return io.stdout.write(HELP);
  const stage = stageOn(io);
  const provider = await providerOf(flags, io.env);
  const sources = await readSources(files, io);
  const ledger = new Ledger();
  await using client = new SecureLLMClient({ provider, audit: ledger.sink });
  await opening(stage, provider, sources);
  for (const step of STEPS) await step({ stage, client, ledger, sources, prompt: flags.prompt, signal: io.signal });
  await closing(stage, provider, performance.now() - since, Boolean(io.env.OPENAI_API_KEY));
}

function opening(stage: Stage, { name, model }: Provider, { texts }: Sources): Promise<void> {
  const chars = texts.reduce((sum, { text }) => sum + text.length, 0).toLocaleString('en');
  const [first] = texts;
  const read = texts.length === 1 && first ? first.name : `${first?.name} and ${plural(texts.length - 1, 'more file')}`;
  const who = name === 'local' ? 'the local provider: no key, no network' : `${name}, ${model}`;
  const about = wrap(`Asking ${who}. Reading ${read}, ${chars} characters.`, stage.columns + INDENT.length);
  return stage.write(`\n${stage.style('bold', `secure-llm ${version()}`)}\n${stage.style('dim', about.join('\n'))}\n`);
}

async function closing(stage: Stage, { name }: Provider, ms: number, hasKey: boolean): Promise<void> {
  const more = !hasKey
    ? 'Your own text: npm run demo -- FILE'
    : name === 'local'
      ? 'OPENAI_API_KEY is set: npm run demo -- --provider openai asks a real model'
      : '';
  await stage.write(`\n${stage.style('dim', [`Done in ${duration(ms)}.`, more].filter(Boolean).join(' '))}\n\n`);
}
