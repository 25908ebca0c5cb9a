import { invalid, show } from '../lib/check.ts';
import { type Summary, summarizeTask, summarize as summarizeText } from '../tasks/summarize.ts';
import { runTask } from './ask-object.ts';
import type { CallContext } from './context.ts';
import type { OperationFacts } from './operation.ts';
import type { SummarizeOptions } from './task-options.ts';

export type SummaryResult = Summary & OperationFacts;

const PASS_CHARS = 60_000; // about 15,000 tokens: every current model takes it, and a minute's limit holds several

/** Checks and screens the text as a whole, then summarises it in as many passes as it needs. */
export async function summarize(context: CallContext<SummarizeOptions>, given: string): Promise<SummaryResult> {
  const { settings, call, operation, request } = context;
  if (typeof given !== 'string') throw invalid('text', `must be a string, got ${show(given)}`);
  const { maxWords = 120, format = 'paragraph', focus, language } = call.own;
  const { sanitize, maxInputChars } = settings;
  const screening = await operation.screening.ready();
  const maxChars = Math.min(sanitize.maxChars, PASS_CHARS);
  let text = given;
  if (text.length > maxChars) {
    const whole = await screening.inspect(request(text), { maxChars: maxInputChars });
    const part = whole.request.messages.at(-1)?.content[0];
    if (part?.type === 'text') text = part.text;
    operation.carry(whole.findings);
    if (whole.refusal) throw whole.refusal;
    screening.restores = 'never';
  }
  const summary = await summarizeText(
    { text, maxWords, format, focus, language },
    maxChars,
    async (input) => (await runTask(context, summarizeTask, input)).object,
  );
  if (screening.restores !== 'never') return { ...summary, ...operation.facts };
  const { value, findings, refusal } = await screening.restored(summary);
  operation.note(findings);
  if (refusal) throw refusal;
  return { ...value, ...operation.facts };
}
