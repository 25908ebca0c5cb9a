import { BudgetExceededError, GuardError, isSecureLLMError } from '../errors.ts';
import { isContent } from '../lib/fold.ts';
import type { Attempt, Call, ChatRequest, Layer } from '../types/call.ts';
import type { Allowance, Ledger, Reservation, Spending } from '../types/ledger.ts';
import { contentOf } from './attempt-usage.ts';
import { type Budget, billOf, exceeds, OVERRUN, type Spenders, sumOf } from './budget-bill.ts';
import { LeastTokens } from './least-tokens.ts';

/** The longest answer of a call that does not say: it is sent, so that what is reserved is a bound. */
const ANSWER_TOKENS = 4_096;

/**
 * Reserves what the dearest candidate would take for the estimated input and the longest answer, before anything is sent, and
 * puts what all attempts came to in its place. Cuts an answer off past one and a half times its reservation. Providers that
 * are not remote cost nothing. Throws BudgetExceededError; InvalidInputError for a model without a price.
 */
export const budget = (limits: Budget, spenders: Spenders): Layer => {
  const remote = spenders.candidates.filter(({ provider }) => provider.capabilities.remote);
  const isPaid = (attempt: Attempt) => remote.some(({ provider }) => provider.name === attempt.provider);
  return async function* budget(call, next) {
    if (remote.length === 0) return yield* next(call);
    const request = bounded(call.request);
    const bill = billOf(request, limits, spenders);
    const amount = bill(request.maxOutputTokens);
    const reservation = await reserve(limits.ledger, amount, allowanceOf(call, limits));
    if (!reservation.granted) {
      call.emit?.('budget', { step: 'refused', ...amount, estimated: true });
      throw refusal(amount, reservation, limits);
    }
    call.emit?.('budget', { step: 'reserved', ...amount, estimated: true });
    const { trace, signal } = call;
    const before = trace.attempts.length;
    const settle = once(async () => {
      const attempts = trace.attempts.slice(before).filter(isPaid);
      const spent = sumOf(attempts, limits.prices);
      const estimated = attempts.some(({ estimatedUsage }) => estimatedUsage !== undefined);
      call.emit?.('budget', { step: 'settled', ...spent, estimated });
      try {
        await reservation.settle(spent);
      } catch {
        // it stays reserved, and the answer stands
      }
    });
    const onAbort = () => queueMicrotask(settle); // behind the attempt, which writes itself down on the same signal
    signal.addEventListener('abort', onAbort, { once: true }); // an abandoned reader never gets to `finally`
    try {
      signal.throwIfAborted(); // between the grant and the listener
      const answer = new LeastTokens();
      for await (const event of next({ ...call, request })) {
        if (isContent(event)) {
          answer.add(contentOf(event));
          if (exceeds(bill(answer.tokens), amount)) throw overrun();
        }
        yield event;
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      await settle();
    }
  };
};

type Bounded = ChatRequest & { readonly maxOutputTokens: number };

const bounded = (request: ChatRequest): Bounded =>
  Object.freeze({ ...request, maxOutputTokens: request.maxOutputTokens ?? ANSWER_TOKENS });

const allowanceOf = ({ operationId, scope }: Call, { max, per, windowMs }: Budget): Allowance =>
  per === 'call'
    ? { key: `call:${operationId}`, max, windowMs: Number.POSITIVE_INFINITY }
    : { key: scope === undefined ? 'all' : `scope:${scope}`, max, windowMs };

async function reserve(ledger: Ledger, amount: Spending, allowance: Allowance): Promise<Reservation> {
  try {
    return await ledger.reserve(amount, allowance);
  } catch (error) {
    throw isSecureLLMError(error) ? error : new GuardError('budget', error);
  }
}

function refusal(amount: Spending, { left, resetMs }: Extract<Reservation, { granted: false }>, { max }: Budget) {
  const isTokens = amount.tokens > left.tokens;
  const [needed, spare, option] = isTokens
    ? [`${amount.tokens} tokens`, left.tokens, 'budget.maxTokens']
    : [`a cost of ${rounded(amount.cost)}`, rounded(left.cost), 'budget.maxCost'];
  const fits = amount.tokens <= max.tokens && amount.cost <= max.cost && Number.isFinite(resetMs);
  const wait = fits ? `wait ${Math.ceil(resetMs)} ms, ` : '';
  return new BudgetExceededError(
    `the call may take ${needed} and ${spare} is left: ${wait}lower \`maxOutputTokens\`, shorten the input, or raise \`${option}\``,
    {
      ...(Number.isFinite(left.tokens) && { tokens: left.tokens }),
      ...(Number.isFinite(left.cost) && { cost: left.cost }),
    },
    fits ? Math.ceil(resetMs) : undefined,
  );
}

const overrun = () =>
  new BudgetExceededError(
    `the answer ran past ${OVERRUN} times what was reserved for it and was cut off: the server does not keep to \`maxOutputTokens\``,
    {},
  );

const rounded = (cost: number): number => Number(cost.toPrecision(3));

function once<T>(run: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: run() };
    return made.value;
  };
}
