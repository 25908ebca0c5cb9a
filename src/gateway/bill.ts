import { isSecureLLMError } from '../errors.ts';
import { NO_USAGE } from '../lib/fold.ts';
import type { Usage } from '../types/event.ts';
import type { Bill } from './route.ts';

/** Settles a bill with what a call came to, however it ends. */
export async function settled<Result extends { readonly usage: Usage }>(
  bill: Bill,
  call: Promise<Result>,
): Promise<Result> {
  try {
    const result = await call;
    bill.settle(result.usage);
    return result;
  } catch (error) {
    bill.settle(wasSent(error) ? undefined : NO_USAGE);
    throw error;
  }
}

const wasSent = (error: unknown): boolean => !isSecureLLMError(error) || error.attempts.length > 0;
