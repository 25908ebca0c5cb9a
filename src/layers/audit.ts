import { GuardError, isSecureLLMError } from '../errors.ts';
import { type Ending, relay } from '../lib/relay.ts';
import type { Attempt, Call, Fallback, Layer, Wait } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';
import type { ChatEvent, FinishReason, Usage } from '../types/event.ts';
import type { Finding } from '../types/guard.ts';

/** What is kept of one pass: who, when, how it went and how long it took. Never a prompt, an answer or a key. */
export interface AuditRecord {
  readonly type: 'call';
  readonly id: string;
  /** Shared by all passes of one user call. */
  readonly operationId: string;
  /** Wall-clock start, ISO 8601 in UTC. */
  readonly time: string;
  readonly durationMs: number;
  /** `cancelled`: the caller aborted, or left a stream before its end. */
  readonly outcome: 'ok' | 'error' | 'cancelled';
  /** The error's `code`, where it has one. */
  readonly errorCode?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly wire: Call['wire'];
  /** Nothing was sent: the answer came from the cache. */
  readonly cached?: true;
  readonly task?: string;
  readonly scope?: string;
  readonly messages: number;
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
  readonly attempts: readonly Attempt[];
  readonly waits: readonly Wait[];
  readonly fallbacks: readonly Fallback[];
  readonly findings: readonly Finding[];
}

/** Takes a record. May answer with a promise, which a call that was not aborted waits for, at most 10 s, before it ends. */
export type AuditSink = (record: AuditRecord) => void | Promise<void>;

const SINK_MS = 10_000;

/**
 * Outermost layer: writes one record for every pass, also when it fails or the reader leaves early. A sink that throws, or
 * takes longer than 10 s, makes a call that had succeeded fail with GuardError: what cannot be recorded is not done.
 */
export const audit = (sink: AuditSink, clock: Clock): Layer =>
  function audit(call, next) {
    const time = new Date().toISOString();
    const since = clock.now();
    const facts: { -readonly [Key in keyof AuditRecord]?: AuditRecord[Key] } = {};
    const passed = (event: ChatEvent) => {
      if (event.type === 'start') {
        const { provider, model, cached } = event;
        Object.assign(facts, { provider, model, ...(cached && { cached }) });
      } else if (event.type === 'end') {
        facts.finishReason = event.finishReason;
        facts.usage = event.usage;
      }
    };
    return relay(
      () => next(call),
      passed,
      async (ending) => {
        const { id, operationId, wire, scope, request, trace, signal } = call;
        const record: AuditRecord = {
          type: 'call',
          id,
          operationId,
          time,
          durationMs: clock.now() - since,
          ...outcomeOf(ending, signal),
          wire,
          ...(request.task && { task: request.task.name }),
          ...(scope !== undefined && { scope }),
          messages: request.messages.length,
          ...facts,
          attempts: [...trace.attempts],
          waits: [...trace.waits],
          fallbacks: [...trace.fallbacks],
          findings: [...trace.findings],
        };
        const problem = await deliver(sink, record, clock, signal);
        if (problem && ending.how === 'done') throw problem.error;
      },
    );
  };

/** A reader who leaves tells nobody, and one who is away may be left by a time limit of ours. */
function outcomeOf(ending: Ending, { aborted, reason }: AbortSignal): Pick<AuditRecord, 'outcome' | 'errorCode'> {
  if (ending.how === 'done') return { outcome: 'ok' };
  if (ending.how === 'failed' && isSecureLLMError(ending.error))
    return { outcome: 'error', errorCode: ending.error.code };
  if (isSecureLLMError(reason)) return { outcome: 'error', errorCode: reason.code };
  return { outcome: ending.how === 'failed' && !aborted ? 'error' : 'cancelled' };
}

async function deliver(
  sink: AuditSink,
  record: AuditRecord,
  clock: Clock,
  signal: AbortSignal,
): Promise<{ readonly error: unknown } | undefined> {
  let cancel = () => {};
  let stop = () => {};
  try {
    const written = sink(record);
    if (written === undefined) return undefined;
    const aborted = new Promise<void>((resolve) => {
      stop = resolve; // an aborted call waits for nobody
    });
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const late = new Promise<never>((_, reject) => {
      cancel = clock.after(SINK_MS, () => reject(new Error('ERR_AUDIT_SINK_TIMEOUT')));
    });
    await Promise.race([written, late, aborted]);
    return undefined;
  } catch (error) {
    return { error: new GuardError('audit', error) };
  } finally {
    cancel();
    signal.removeEventListener('abort', stop);
  }
}
