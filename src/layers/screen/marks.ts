import { canary as marks } from '../../guards/leak.ts';
import { leakSafeguard } from '../../guards/safeguards.ts';
import { freshNonce } from '../../lib/fence.ts';
import { report } from '../../lib/report.ts';
import type { Policy } from '../../lib/screening/policy.ts';
import type { Call } from '../../types/call.ts';
import type { ChatEvent } from '../../types/event.ts';
import type { Finding } from '../../types/guard.ts';
import type { FenceWatch } from '../fence.ts';
import { Findings } from './findings.ts';
import { readAnswer } from './read-answer.ts';
import { AnswerTexts } from './text.ts';
import { screenValue, type TextPolicy } from './value.ts';

/** What is done about an answer that has our marks. */
interface MarkPolicy {
  readonly output: { readonly leak?: Policy | undefined };
  readonly mode: 'enforce' | 'report';
  readonly onGuardError: 'block' | 'allow';
}

/**
 * A canary for the system texts of a client, and what looks for it in an answer, and for lines of the fence. It is the same
 * for every call, so that providers' prefix caches hold it. Undefined where nobody wants to know of leaks.
 */
export function watchMarks({ output, mode, onGuardError }: MarkPolicy): FenceWatch | undefined {
  if (output.leak === false) return undefined;
  const policy = { ...output, mode };
  const canary = freshNonce([]);
  const ofSystem = leakSafeguard(marks([canary]), ['leak/canary'], policy);
  return {
    canary,
    answer(call, events, nonce) {
      const ofFence = nonce === undefined ? [] : [leakSafeguard(marks([], [nonce]), ['leak/fence'], policy)];
      return watch(call, events, { safeguards: [ofSystem, ...ofFence], onGuardError });
    },
  };
}

function watch(call: Call, events: AsyncIterable<ChatEvent>, policy: TextPolicy): AsyncIterable<ChatEvent> {
  const findings = new Findings();
  const texts = new AnswerTexts(call.wire === 'whole' ? 'json' : 'plain', policy, findings);
  const onFinding = (finding: Finding) => report(call, finding);
  return readAnswer(events, findings, onFinding, (event) => {
    switch (event.type) {
      case 'text-delta':
      case 'reasoning-delta':
        return texts.write(event);
      case 'tool-call':
        return screenValue(event.input, 'toolCalls', policy, findings).then((input) => [{ ...event, input }]);
      case 'end':
        return texts.end().then((rest) => [...rest, event]);
      default:
        return event;
    }
  });
}
