import { OutputBlockedError } from '../../errors.ts';
import type { ChatEvent } from '../../types/event.ts';
import type { Finding } from '../../types/guard.ts';
import type { Findings } from './findings.ts';

/** What becomes of an event: nothing, an event, or a few that take time. */
type Read = (event: ChatEvent) => ChatEvent | undefined | Promise<readonly ChatEvent[]>;

/**
 * Passes events on through `read`. What it finds goes before what it lets through; nothing goes through once something of
 * it is blocked. Throws OutputBlockedError.
 */
export async function* readAnswer(
  events: AsyncIterable<ChatEvent>,
  findings: Findings,
  report: (finding: Finding) => void,
  read: Read,
): AsyncGenerator<ChatEvent, void> {
  for await (const event of events) {
    const passed = read(event);
    const several = passed instanceof Promise ? await passed : undefined;
    for (const finding of findings.take()) {
      report(finding);
      yield { type: 'finding', finding };
    }
    if (findings.blocked.length > 0) throw new OutputBlockedError(findings.blocked);
    if (several) yield* several;
    else if (passed) yield passed as ChatEvent;
  }
}
