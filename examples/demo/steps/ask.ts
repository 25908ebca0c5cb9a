import { ABOUT_TEXTS, placeInQuestion, question } from '../../../src/cli/question.ts';
import type { TextFile } from '../../../src/cli/read-texts.ts';
import { DEFAULTS } from '../../../src/index.ts';
import { questionAbout } from '../question.ts';
import { unlessRefused } from '../refusal.ts';
import type { Step } from '../show.ts';
import { duration } from '../stage.ts';
import { streamAnswer } from '../stream-answer.ts';

const ROOM = DEFAULTS.sanitize.maxChars - 5_000; // the question needs some too

/** Streams an answer about the files. */
export const ask: Step = async ({ stage, client, sources, prompt, signal }) => {
  const asked = prompt ?? questionAbout(sources.texts, sources.isOwn);
  await stage.title('Ask about the files', 'client.stream()');
  await stage.text(stage.style('bold', asked));
  await stage.lines(['']);
  const texts = upTo(ROOM, sources.texts);
  const parts = question(asked, texts);
  const result = await unlessRefused(
    stage,
    () => streamAnswer(client.stream(parts, { instructions: ABOUT_TEXTS, signal }), stage, signal),
    placeInQuestion(asked, texts),
  );
  if (result === undefined) return;
  const [attempt] = result.attempts.slice(-1);
  const { inputTokens, outputTokens } = result.usage;
  const facts = [
    `first text after ${duration(attempt?.firstContentMs ?? 0)}`,
    `whole after ${duration(attempt?.durationMs ?? 0)}`,
    `${result.provider === 'local' ? 'about ' : ''}${inputTokens.toLocaleString('en')} tokens in, ${outputTokens.toLocaleString('en')} out`,
  ];
  await stage.lines(['']);
  await stage.text(stage.style('dim', facts.join(' · ')));
};

/** The beginning of the texts, as much as one call takes. */
function upTo(maxChars: number, texts: readonly TextFile[]): readonly TextFile[] {
  let left = maxChars;
  return texts.flatMap(({ name, text }) => {
    const taken = text.slice(0, Math.max(0, left));
    left -= text.length + 2;
    return taken.trim() === '' ? [] : [{ name, text: taken }];
  });
}
