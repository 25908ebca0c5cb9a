import type { ToolCall } from '../lib/fold.ts';
import { linkSignal } from '../lib/linked-signal.ts';
import { validate } from '../lib/validate.ts';
import type { Clock } from '../types/clock.ts';
import type { ToolOutcome } from '../types/event.ts';
import { outputText } from './output.ts';
import type { ToolLimits } from './policy.ts';
import type { RunnableTool } from './read-tools.ts';
import type { ToolContext } from './tool.ts';

/** What became of a tool call. */
export interface ToolResult {
  readonly id: string;
  readonly name: string;
  readonly outcome: ToolOutcome;
  /** What the model is told: the answer of the tool where the outcome is `ok`, else a notice of ours. */
  readonly output: string;
  /** Of validation, approval and execution together. */
  readonly durationMs: number;
}

/** What a tool call is run in. */
export interface ToolSurroundings {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly scope: string | undefined;
  readonly untrusted: boolean;
  readonly limits: ToolLimits;
}

type Told = Pick<ToolResult, 'outcome' | 'output'>;

const NOTICES = {
  'unknown-tool': 'There is no tool of this name.',
  unapproved: 'Not run: text of others is part of this conversation, and nobody was asked to approve this.',
  declined: 'Not run: it was not approved.',
  failed: 'The tool failed.',
  timeout: 'The tool took too long and was stopped.',
  'too-many': 'Not run: too many tools were asked for at once.',
} as const;

const notice = (outcome: keyof typeof NOTICES): Told => ({ outcome, output: NOTICES[outcome] });

/**
 * Checks, asks for approval and runs. Whatever goes wrong is an outcome that the model can read, without a word of the
 * arguments or of an error; only an abort of the call throws, with its reason.
 */
export async function runTool(
  { id, name, input }: ToolCall,
  tool: RunnableTool | undefined,
  surroundings: ToolSurroundings,
): Promise<ToolResult> {
  const { clock, signal } = surroundings;
  const since = clock.now();
  const told = tool ? await attempt(id, input, tool, surroundings) : notice('unknown-tool');
  signal.throwIfAborted();
  return { id, name, ...told, durationMs: clock.now() - since };
}

/** For a call beyond the number that is run of one turn. */
export const notRun = ({ id, name }: ToolCall): ToolResult => ({ id, name, ...notice('too-many'), durationMs: 0 });

async function attempt(id: string, given: unknown, tool: RunnableTool, around: ToolSurroundings): Promise<Told> {
  const { signal, scope, untrusted } = around;
  const context = { signal, toolCallId: id, untrusted, ...(scope !== undefined && { scope }) };
  try {
    const checked = tool.schema ? await validate(tool.schema, given, tool.json) : { value: given };
    if ('issues' in checked) {
      const lines = checked.issues.map(({ path, rule }) => `- ${path || '(all of them)'}: ${rule}`);
      return { outcome: 'invalid-input', output: `The arguments do not fit:\n${lines.join('\n')}` };
    }
    const refused = await refusalOf(tool, checked.value, context);
    if (refused) return notice(refused);
    signal.throwIfAborted(); // an approval may have taken long
    return await execute(tool, checked.value, context, around);
  } catch {
    return notice('failed');
  }
}

/** Fails closed: nothing but `true` is an approval. */
async function refusalOf(
  { approve, sideEffects }: RunnableTool,
  input: unknown,
  context: ToolContext,
): Promise<'unapproved' | 'declined' | undefined> {
  if (approve === undefined) return sideEffects && context.untrusted ? 'unapproved' : undefined;
  if (typeof approve === 'boolean') return approve ? undefined : 'declined';
  try {
    return (await approve(input, context)) === true ? undefined : 'declined';
  } catch {
    return 'declined';
  }
}

/** A tool that ignores its signal is left behind. */
async function execute(
  tool: RunnableTool,
  input: unknown,
  context: ToolContext,
  { clock, limits }: ToolSurroundings,
): Promise<Told> {
  const { timeoutMs = limits.timeoutMs, maxOutputChars = limits.maxOutputChars } = tool;
  const { signal, abort, unlink } = linkSignal(context.signal);
  const late = () => abort(new DOMException('The tool has taken its time', 'TimeoutError'));
  const cancel = timeoutMs === Number.POSITIVE_INFINITY ? () => {} : clock.after(timeoutMs, late);
  try {
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    const run = async () => tool.execute(input, { ...context, signal }); // also what it throws at once is raced
    const value = await Promise.race([run(), stopped]);
    return { outcome: 'ok', output: outputText(value, maxOutputChars) };
  } catch {
    return notice(signal.aborted ? 'timeout' : 'failed');
  } finally {
    cancel();
    unlink();
  }
}
