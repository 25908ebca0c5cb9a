import { OutputBlockedError, StreamInterruptedError } from '../../errors.ts';
import type { ChatEvent } from '../../types/event.ts';
import type { Finding } from '../../types/guard.ts';
import type { Findings } from './findings.ts';

/** What becomes of an event: nothing, an event, or a few that take time. */
type Read = (event: ChatEvent) => ChatEvent | undefined | Promise<readonly ChatEvent[]>;

/**
 * Passes events on through `read`, up to the first `end`. What it finds goes before what it lets through; nothing goes
 * through once something of it is blocked. Throws OutputBlockedError, and StreamInterruptedError for an answer without end.
 */
export async function* readAnswer(
  events: AsyncIterable<ChatEvent>,
  findings: Findings,
  report: (finding: Finding) => void,
  read: Read,
): AsyncGenerator<ChatEvent, void> {
  let ended = false;
  for await (const event of events) {
    if (ended) continue; // what a layer still has to do behind the end is done; nothing more is shown
    const passed = read(event);
    const several = passed instanceof Promise ? await passed : undefined;
    for (const finding of findings.take()) {
      report(finding);
      yield { type: 'finding', finding };
    }
    if (findings.blocked.length > 0) throw new OutputBlockedError(findings.blocked);
    if (several) yield* several;
    else if (passed) yield passed as ChatEvent;
    ended = event.type === 'end';
  }
  if (!ended) throw new StreamInterruptedError();
}
