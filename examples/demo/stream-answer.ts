import { printable } from '../../src/cli/terminal/printable.ts';
import type { ChatResult, ChatStream } from '../../src/index.ts';
import { Flow } from './flow.ts';
import { INDENT, type Stage } from './stage.ts';
import { Typewriter } from './typewriter.ts';

const PACE_MS = 8;

/** Prints an answer as it comes, and gives it back when it is whole. Prints nothing where none begins. */
export async function streamAnswer(answer: ChatStream, stage: Stage, signal: AbortSignal): Promise<ChatResult> {
  const flow = new Flow(INDENT, stage.columns);
  const typewriter = new Typewriter(stage.write, stage.isWatched ? PACE_MS : 0, signal);
  let hasBegun = false;
  try {
    for await (const delta of answer.textStream) {
      hasBegun = true;
      typewriter.push(flow.push(printable(delta)));
    }
  } finally {
    if (hasBegun) typewriter.push(`${flow.end()}\n`);
    await typewriter.done();
  }
  return answer.final();
}
