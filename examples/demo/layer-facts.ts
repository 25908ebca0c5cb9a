import { plural } from '../../src/cli/report.ts';
import type { AuditRecord } from '../../src/index.ts';

const REFUSED = 'ERR_INPUT_BLOCKED';

/** A row of the last table. */
export interface LayerFact {
  readonly layer: string;
  readonly did: string;
  readonly ms: number;
  /** What the time is. */
  readonly of: string;
}

/** What the layers did, outermost first. Every number is counted from the records. */
export function layerFacts(records: readonly AuditRecord[], totalMs: number): readonly LayerFact[] {
  const attempts = records.flatMap(({ attempts }) => attempts);
  const findings = records.flatMap(({ findings }) => findings);
  const waitsFor = (reason: 'queue' | 'backoff') =>
    records.flatMap(({ waits }) => waits.filter((wait) => wait.reason === reason).map(({ durationMs }) => durationMs));
  const timedOut = attempts.filter(({ errorCode }) => errorCode === 'ERR_TIMEOUT');
  const failed = attempts.filter(({ errorCode }) => errorCode !== undefined).length;
  const ok = records.filter(({ outcome }) => outcome === 'ok').length;
  const replaced = findings.filter(({ action }) => action === 'redact').length;
  const refused = records.filter(({ errorCode }) => errorCode === REFUSED).length;
  const backoffs = waitsFor('backoff');
  const queued = waitsFor('queue');
  const overdue = records.filter(({ durationMs }) => durationMs > totalMs).length;
  return [
    {
      layer: 'audit',
      did: `${plural(records.length, 'record')} without text: ${ok} ok, ${plural(records.length - ok, 'error')}`,
      ms: sum(records.map(({ durationMs }) => durationMs)),
      of: 'all calls',
    },
    {
      layer: 'deadline',
      did: `${overdue} of ${plural(records.length, 'call')} over ${totalMs / 1_000} s`,
      ms: Math.max(0, ...records.map(({ durationMs }) => durationMs)),
      of: 'longest call',
    },
    {
      layer: 'screen',
      did: `${plural(findings.length, 'finding')}, ${replaced} replaced; ${plural(refused, 'call')} refused`,
      ms: sum(beforeFirstAttempts(records)),
      of: 'before sending',
    },
    {
      layer: 'retry',
      did: `${plural(backoffs.length, 'retry', 'retries')} after ${plural(failed, 'failed attempt')}`,
      ms: sum(backoffs),
      of: 'waited',
    },
    {
      layer: 'throttle',
      did: `${plural(attempts.length, 'place')} given, ${queued.length} after a wait`,
      ms: sum(queued),
      of: 'queued',
    },
    {
      layer: 'timeout',
      did: `${plural(timedOut.length, 'attempt')} cut off`,
      ms: sum(timedOut.map(({ durationMs }) => durationMs)),
      of: 'until the cut',
    },
    {
      layer: 'provider',
      did: counts(attempts.map(({ provider }) => provider)),
      ms: sum(attempts.map(({ durationMs }) => durationMs)),
      of: 'all attempts',
    },
  ];
}

/**
 * Reading and screening: what passed in each operation before its first attempt, without the time in the queue. Of one
 * that was refused, all of it.
 */
function beforeFirstAttempts(records: readonly AuditRecord[]): readonly number[] {
  const first = new Map<string, number>();
  for (const { operationId, durationMs, errorCode, attempts, waits } of records) {
    const [attempt] = attempts;
    const [wait] = waits;
    if (attempt === undefined && errorCode !== REFUSED) continue;
    const ms = (attempt?.startedMs ?? durationMs) - (wait?.reason === 'queue' ? wait.durationMs : 0);
    first.set(operationId, Math.min(ms, first.get(operationId) ?? Number.POSITIVE_INFINITY));
  }
  return [...first.values()];
}

function counts(names: readonly string[]): string {
  const found = [...new Set(names)].map((name) => `${names.filter((each) => each === name).length} by ${name}`);
  return `${found.join(', ')}`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
