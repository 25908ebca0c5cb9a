import { isSecureLLMError, ProviderError, StreamInterruptedError, TimeoutError } from '../errors.ts';
import { isContent } from '../lib/fold.ts';
import { type Ending, relay } from '../lib/relay.ts';
import { targetOf } from '../lib/target.ts';
import type { TokenCounter } from '../lib/token-counter.ts';
import type { Attempt, Layer, Provider } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';
import type { ChatEvent } from '../types/event.ts';
import { AttemptUsage } from './attempt-usage.ts';

/**
 * Writes every attempt into the trace, tells the listeners, and holds the provider to its contract: an answer without an
 * `end` is interrupted, and an error of a foreign kind becomes a ProviderError without its words. What it reports of its
 * usage corrects `counter`; what it does not report is estimated.
 */
export const attempt = (provider: Provider, clock: Clock, since: number, counter: TokenCounter): Layer =>
  function attempt(call, next) {
    const started = clock.now();
    const target = targetOf(call.request, provider);
    const used = new AttemptUsage(call, target, counter);
    const facts: { -readonly [Key in keyof Attempt]?: Attempt[Key] } & Pick<Attempt, 'provider' | 'model'> = {
      ...target,
    };
    let ended = false;
    let written = false;
    const write = (failure?: unknown) => {
      if (written) return;
      written = true;
      const failed = failure === undefined ? {} : factsOf(failure);
      const estimatedUsage = used.estimated(failure);
      const times = { startedMs: started - since, durationMs: clock.now() - started };
      const attempt = Object.freeze({ ...facts, ...failed, ...(estimatedUsage && { estimatedUsage }), ...times });
      call.trace.attempts.push(attempt);
      call.emit?.('attempt', attempt);
    };
    const onAbort = () => write(call.signal.reason); // who waits above may not wait for us
    call.signal.addEventListener('abort', onAbort, { once: true });
    const passed = (event: ChatEvent): boolean => {
      used.see(event);
      if (facts.firstContentMs === undefined && isContent(event)) facts.firstContentMs = clock.now() - started;
      if (event.type === 'end') {
        ended = true;
        facts.usage = event.usage;
        if (event.requestId !== undefined) facts.requestId = event.requestId;
      }
      return ended;
    };
    return relay(
      () => next(call),
      passed,
      (ending) => {
        call.signal.removeEventListener('abort', onAbort);
        const failure = failureOf(ending, ended, provider.name, call.signal);
        write(failure?.error);
        if (failure) throw failure.error;
      },
    );
  };

function failureOf(
  ending: Ending,
  ended: boolean,
  provider: string,
  signal: AbortSignal,
): { readonly error: unknown } | undefined {
  if (ending.how === 'failed') return { error: ours(ending.error, provider, signal) };
  return ending.how === 'done' && !ended ? { error: new StreamInterruptedError({ provider }) } : undefined;
}

function factsOf(failure: unknown): Partial<Attempt> {
  if (!isSecureLLMError(failure)) return {};
  const { code, status, requestId } = failure;
  return {
    errorCode: code,
    ...(failure instanceof TimeoutError && { phase: failure.phase }),
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId }),
  };
}

function ours(error: unknown, provider: string, signal: AbortSignal): unknown {
  if (isSecureLLMError(error) || (signal.aborted && error === signal.reason)) return error;
  return new ProviderError('failed in an unexpected way: see `cause`', { provider, retryable: false, cause: error });
}
