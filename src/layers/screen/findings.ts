import { GuardError } from '../../errors.ts';
import type { OnGuardError, Sighting } from '../../lib/screening/safeguard.ts';
import { strongest } from '../../lib/screening/strongest.ts';
import type { Action, Finding, ScanContext, Stage } from '../../types/guard.ts';

/** More than these a hostile text can make would fill logs, not tell more. */
const MAX_FINDINGS = 100;
const NONE: readonly Finding[] = [];

/** What a guard is told of an answer. */
export const ANSWER: ScanContext = { trust: 'untrusted', stage: 'output' };

/** Where a text stood. */
export interface Place {
  readonly path: string;
  readonly source?: string | undefined;
}

/** The findings of one side of a pass: the first 100 of them, and whatever is blocked. */
export class Findings {
  readonly all: Finding[] = [];
  /** Those that stop the call. */
  readonly blocked: Finding[] = [];
  readonly #actions = new Set<Action>();
  #told = 0;

  /** The strongest of what was asked for, by findings that were not kept as well; `allow` for none. */
  get strongest(): Action {
    return strongest(Array.from(this.#actions, (action) => ({ action })));
  }

  /** Takes what was seen in a text. */
  at({ path, source }: Place): (sighting: Sighting) => void {
    return (sighting) => {
      const finding: Finding = Object.freeze({ ...sighting, path, ...(source !== undefined && { source }) });
      this.#actions.add(finding.action);
      const isBlocked = finding.action === 'block';
      if (this.all.length < MAX_FINDINGS) this.all.push(finding);
      else if (isBlocked && this.blocked.length === 0) this.all[MAX_FINDINGS - 1] = finding; // never lost in the crowd
      if (isBlocked && this.blocked.length < MAX_FINDINGS) this.blocked.push(finding);
    };
  }

  /** What is done when a guard throws: the call stops, or its text passes unread and a finding says so. */
  onError(action: 'block' | 'allow', stage: Stage, place: Place): OnGuardError {
    return ({ id }, error) => {
      if (action === 'block') throw new GuardError(id, error);
      this.at(place)({ guard: id, rule: `${id}/error`, score: 0, start: 0, end: 0, stage, action: 'allow' });
    };
  }

  /** Those that have come since the last call. */
  take(): readonly Finding[] {
    if (this.#told === this.all.length) return NONE;
    const fresh = this.all.slice(this.#told);
    this.#told = this.all.length;
    return fresh;
  }
}
