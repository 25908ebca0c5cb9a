import type { SecureLLMClient } from '../../client.ts';
import type { ChatResult } from '../../operations/conversation.ts';
import { DEFAULTS } from '../../options.ts';
import { seeHelp } from '../arguments.ts';
import type { Output } from '../io.ts';
import { printJson } from '../print-json.ts';
import { ABOUT_TEXTS, placeInQuestion, question } from '../question.ts';
import { type ReadLimits, readTexts } from '../read-texts.ts';
import { placing } from '../refusal.ts';
import { notesOn } from '../report.ts';
import { printable } from '../terminal/printable.ts';
import { UsageError } from '../usage-error.ts';
import { textOf } from '../values.ts';
import type { Command } from './command.ts';

const LIMITS: ReadLimits = {
  maxChars: DEFAULTS.sanitize.maxChars,
  remedy: 'Shorten it, or use secure-llm summarize',
  ifMissing: ', or give a question with --prompt',
};

/** Answers a question. With `--prompt`, files are what it is about; without, their text is the message itself. */
export const chat: Command = async ({ files, flags, io, client, note }) => {
  const prompt = textOf(flags, 'prompt');
  const texts = await readTexts(files, io, LIMITS);
  if (prompt?.trim() === '') throw new UsageError(`--prompt is blank: give a question. ${seeHelp('chat')}`);
  if (prompt === undefined && texts.length === 0)
    throw new UsageError(`there is nothing to ask: give --prompt TEXT, a file, or text on stdin. ${seeHelp('chat')}`);
  const own = textOf(flags, 'instructions');
  const instructions =
    prompt === undefined || texts.length === 0 ? own : [own, ABOUT_TEXTS].filter(Boolean).join('\n\n');
  const options = { instructions, signal: io.signal };
  const parts = question(prompt, texts);
  const placeOf = placeInQuestion(prompt, texts);
  const asked = await client();
  if (flags.json) {
    const result = await placing(placeOf, () => asked.chat(parts, options));
    await note(notesOn(result));
    return printJson(io.stdout, result);
  }
  await note(notesOn(await placing(placeOf, () => print(asked.stream(parts, options), io.stdout))));
};

/** Prints an answer as it comes, and ends the line also where the answer breaks off. */
async function print(answer: ReturnType<SecureLLMClient['stream']>, output: Output): Promise<ChatResult> {
  let last = '\n';
  try {
    for await (const delta of answer.textStream) {
      const text = printable(delta);
      last = text.at(-1) ?? last;
      await output.write(text);
    }
  } finally {
    if (last !== '\n') await output.write('\n');
  }
  return answer.final();
}
