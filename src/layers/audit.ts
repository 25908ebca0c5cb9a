import { GuardError, isSecureLLMError, type OutputBlockedError } from '../errors.ts';
import { type Ending, relay } from '../lib/relay.ts';
import type { AuditContent } from '../types/audit.ts';
import type { Attempt, Call, Fallback, Layer, Wait } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';
import type { ChatEvent, FinishReason, Usage } from '../types/event.ts';
import type { Finding } from '../types/guard.ts';
import { contentOf } from './audit/content.ts';
import { KeptAnswer } from './audit/kept-answer.ts';
import type { Witness } from './audit/witness.ts';

/**
 * What is kept of one pass: who, when, how it went and how long it took. No prompt and no answer, unless the sink asks for
 * `content`; never a key.
 */
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
  /** Who asked, as the caller names them. */
  readonly principal?: string;
  readonly requestId?: string;
  readonly messages: number;
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
  /**
   * What the attempts came to by `budget.prices`, in their currency; by estimate where no usage was reported. Absent without
   * prices, and where a model that was asked has none.
   */
  readonly cost?: number;
  readonly attempts: readonly Attempt[];
  readonly waits: readonly Wait[];
  readonly fallbacks: readonly Fallback[];
  readonly findings: readonly Finding[];
  /** What was said, where the sink asks for it. */
  readonly content?: AuditContent;
}

/** Takes a record. May answer with a promise, which a call that was not aborted waits for, at most 10 s, before it ends. */
export interface AuditSink {
  (record: AuditRecord): void | Promise<void>;
  /** Whether records hold what was asked and answered, as plain text. @default false */
  readonly content?: boolean | undefined;
}

/** What an audit knows beside what passes through it. */
export interface AuditSources {
  /** Undefined where it is not known. */
  readonly costOf?: ((attempts: readonly Attempt[]) => number | undefined) | undefined;
  readonly witness?: Witness | undefined;
}

const SINK_MS = 10_000;
const REFUSED: OutputBlockedError['code'] = 'ERR_OUTPUT_BLOCKED';

/**
 * Outermost layer: writes one record for every pass, also when it fails or the reader leaves early. A sink that throws, or
 * takes longer than 10 s, makes a call that had succeeded fail with GuardError: what cannot be recorded is not done.
 */
export const audit = (sink: AuditSink, clock: Clock, { costOf, witness }: AuditSources = {}): Layer =>
  function audit(call, next) {
    const time = new Date().toISOString();
    const since = clock.now();
    const shown = sink.content === true ? new KeptAnswer() : undefined;
    const facts: { -readonly [Key in keyof AuditRecord]?: AuditRecord[Key] } = {};
    const passed = (event: ChatEvent) => {
      shown?.see(event);
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
        const { id, operationId, wire, scope, principal, requestId, request, trace, signal } = call;
        const how = outcomeOf(ending, signal);
        const cost = costOf?.(trace.attempts);
        const refused = how.errorCode === REFUSED ? witness?.of(call) : undefined;
        const record: AuditRecord = {
          type: 'call',
          id,
          operationId,
          time,
          durationMs: clock.now() - since,
          ...how,
          wire,
          ...(request.task && { task: request.task.name }),
          ...(scope !== undefined && { scope }),
          ...(principal !== undefined && { principal }),
          ...(requestId !== undefined && { requestId }),
          messages: request.messages.length,
          ...facts,
          ...(cost !== undefined && { cost }),
          attempts: [...trace.attempts],
          waits: [...trace.waits],
          fallbacks: [...trace.fallbacks],
          findings: [...trace.findings],
          ...(shown && { content: contentOf(request.messages, shown, refused) }),
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
