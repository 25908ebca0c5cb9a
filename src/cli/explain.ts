import { isSecureLLMError } from '../errors.ts';
import { RefusalError, refusalLine } from './refusal.ts';
import { SomeFailedError } from './some-failed-error.ts';
import { UsageError } from './usage-error.ts';

/** A failure in one line. Errors of ours are safe to show; any other may quote what it was given, so only its name is. */
export function explain(error: unknown): string {
  if (error instanceof RefusalError) return refusalLine(error);
  if (isSecureLLMError(error)) return `${error.message} (${error.code})`;
  if (error instanceof UsageError || error instanceof SomeFailedError) return error.message;
  return `something went wrong that should not have (${error instanceof Error ? error.name : typeof error}): please report it`;
}
