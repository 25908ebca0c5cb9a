const MAX_MS = 32 * 24 * 60 * 60 * 1_000; // no window of a provider is longer than a month

const SECONDS = /^\d{1,13}(?:\.\d{1,9})?$/;
const GO_DURATION = /^(?:\d{1,9}(?:\.\d{1,9})?(?:h|ms|m|s|us|µs|ns))+$/;
const GO_PART = /(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g;
const UNIT_MS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000_001,
};
const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;
const EPOCH_SECONDS = 1e9; // less is a duration: 1e9 s are 31 years
const EPOCH_MS = 1e11;

/** When a limit is whole again, in milliseconds from now. */
export interface ResetTime {
  readonly ms: number;
  /** Whether it was written as a duration with units, such as `6m0s` or `120ms`. */
  readonly isDuration: boolean;
}

/**
 * Reads a reset time: a duration (`6m0s`), seconds, seconds or milliseconds since 1970, or a date of RFC 3339. A moment
 * that has passed is 0. Undefined for anything else, and for more than 32 days.
 *
 * @param nowMs wall clock, milliseconds since 1970
 */
export function resetTime(value: string, nowMs: number): ResetTime | undefined {
  if (value.length > 64) return undefined;
  const isDuration = GO_DURATION.test(value);
  const ms = isDuration ? durationMs(value) : momentMs(value, nowMs);
  return ms !== undefined && ms <= MAX_MS ? { ms: Math.max(0, ms), isDuration } : undefined;
}

function durationMs(value: string): number {
  let ms = 0;
  for (const [, count, unit = ''] of value.matchAll(GO_PART)) ms += Number(count) * (UNIT_MS[unit] ?? 0);
  return ms;
}

function momentMs(value: string, nowMs: number): number | undefined {
  if (RFC_3339.test(value)) {
    const at = Date.parse(value);
    return Number.isNaN(at) ? undefined : at - nowMs;
  }
  if (!SECONDS.test(value)) return undefined;
  const count = Number(value);
  if (count >= EPOCH_MS) return count - nowMs;
  return count >= EPOCH_SECONDS ? count * 1_000 - nowMs : count * 1_000;
}
