import type { Attempt } from '../types/call.ts';
import type { FinishReason } from '../types/event.ts';
import type { Action, Finding } from '../types/guard.ts';

/** A result with what there is to note. */
export interface Noted {
  readonly findings: readonly Finding[];
  readonly attempts: readonly Attempt[];
  readonly finishReason?: FinishReason;
}

const DID: Readonly<Record<Action, string>> = {
  redact: 'replaced',
  block: 'refused',
  warn: 'warning',
  allow: 'found',
};

/** What the safeguards did to a call that succeeded, a line each; nothing where there was nothing to do. */
export function notesOn({ findings, attempts, finishReason }: Noted): string[] {
  const failed = attempts.filter(({ errorCode }) => errorCode !== undefined);
  return [
    ...findingNotes(findings),
    ...(failed.length === 0 ? [] : [`${plural(failed.length, 'attempt')} failed before (${codes(failed)})`]),
    ...(finishReason === 'length' ? ['the answer was cut at the token limit'] : []),
    ...(finishReason === 'content-filter' ? ["the answer was cut by the provider's content filter"] : []),
  ];
}

/** Findings counted by place, action and rule: `notes.txt: removed unicode/tag ×2, unicode/zero-width ×9`. */
function findingNotes(findings: readonly Finding[]): string[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { source, stage, guard, action, rule } of findings) {
    const did = guard === 'unicode' && action === 'redact' ? 'removed' : DID[action];
    const place = `${source ?? (stage === 'input' ? 'the input' : 'the answer')}: ${did}`;
    const rules = counts.get(place) ?? new Map<string, number>();
    counts.set(place, rules.set(rule, (rules.get(rule) ?? 0) + 1));
  }
  return Array.from(
    counts,
    ([place, rules]) =>
      `${place} ${Array.from(rules, ([rule, count]) => (count === 1 ? rule : `${rule} ×${count}`)).join(', ')}`,
  );
}

const codes = (attempts: readonly Attempt[]): string =>
  attempts.map(({ errorCode, status }) => (status === undefined ? errorCode : `${errorCode} ${status}`)).join(', ');

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
