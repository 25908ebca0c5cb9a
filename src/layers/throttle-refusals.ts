import { ThrottledError } from '../errors.ts';

/** For good: no minute is long enough for the job. */
export function tooHeavy(tokens: number, option: string, limit: number): ThrottledError {
  const rule = `the call is estimated at ${tokens} tokens and \`${option}\` is ${limit}`;
  const remedy = 'shorten it, lower `maxOutputTokens`, or raise the limit';
  return new ThrottledError(undefined, `${rule}: ${remedy}`, { ofScope: option.startsWith('throttle.perScope.') });
}

/** @param waiting jobs in the queue; 0 where there is to be no queue */
export function queueFull(waiting: number, nextMs: number): ThrottledError {
  const retryAfterMs = Math.max(1, Math.ceil(nextMs));
  const rule = waiting === 0 ? 'no place is free' : `${waiting} calls wait already`;
  return new ThrottledError(retryAfterMs, `${rule}: retry in ${retryAfterMs} ms, or raise \`throttle.maxQueue\``);
}

export function scopeSpent(waitMs: number): ThrottledError {
  const retryAfterMs = Math.ceil(waitMs);
  const rule = `the scope of this call has used what it may start in a minute: retry in ${retryAfterMs} ms`;
  return new ThrottledError(retryAfterMs, `${rule}, or raise \`throttle.perScope\``, { ofScope: true });
}
