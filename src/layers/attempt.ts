import { isSecureLLMError, ProviderError, StreamInterruptedError, TimeoutError } from '../errors.ts';
import { isContent } from '../lib/fold.ts';
import type { Attempt, Layer, Provider } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';

/**
 * Writes every attempt into the trace and holds the provider to its contract: an answer without an `end` is interrupted,
 * and an error of a foreign kind becomes a ProviderError without its words.
 */
export const attempt = (provider: Provider, clock: Clock, since: number): Layer =>
  async function* attempt(call, next) {
    const started = clock.now();
    const model = call.request.model ?? provider.model;
    const facts: { -readonly [Key in keyof Attempt]?: Attempt[Key] } = { provider: provider.name, model };
    let ended = false;
    try {
      for await (const event of next(call)) {
        if (facts.firstContentMs === undefined && isContent(event)) facts.firstContentMs = clock.now() - started;
        if (event.type === 'end') {
          ended = true;
          facts.usage = event.usage;
          if (event.requestId !== undefined) facts.requestId = event.requestId;
        }
        yield event;
        if (ended) break;
      }
      if (!ended) throw new StreamInterruptedError({ provider: provider.name });
    } catch (error) {
      const failure = ours(error, provider.name, call.signal);
      if (isSecureLLMError(failure)) {
        facts.errorCode = failure.code;
        if (failure instanceof TimeoutError) facts.phase = failure.phase;
        if (failure.status !== undefined) facts.status = failure.status;
        if (failure.requestId !== undefined) facts.requestId = failure.requestId;
      }
      throw failure;
    } finally {
      call.trace.attempts.push(
        Object.freeze({ ...facts, startedMs: started - since, durationMs: clock.now() - started }) as Attempt,
      );
    }
  };

function ours(error: unknown, provider: string, signal: AbortSignal): unknown {
  if (isSecureLLMError(error) || (signal.aborted && error === signal.reason)) return error;
  return new ProviderError('failed in an unexpected way: see `cause`', { provider, retryable: false, cause: error });
}
