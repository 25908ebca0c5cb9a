import type { Ledger } from '../types/ledger.ts';
import type { Price, PriceTable, Rates } from '../types/price.ts';
import { atLeast, type Check, fields, isObject, number, show } from './check.ts';

const amount = number(0, 1_000_000_000); // no Infinity: none of it would be no number
const RATES = { input: amount, cachedInput: amount, output: amount };

const rates =
  <T extends Rates>(checks: object): Check<T> =>
  (value, field, refuse) => {
    const given = fields<T>(value, field, refuse, { ...RATES, ...checks } as never);
    if (given.input === undefined || given.output === undefined) throw refuse(field, 'needs `input` and `output`');
    return Object.freeze(given) as T;
  };

const above: Check<NonNullable<Price['above']>> = (value, field, refuse) => {
  const given = rates<NonNullable<Price['above']>>({ inputTokens: atLeast(1) })(value, field, refuse);
  if (given.inputTokens === undefined) throw refuse(field, 'needs `inputTokens`');
  return given;
};

const price = rates<Price>({ above });

export const prices: Check<PriceTable> = (value, field, refuse) => {
  if (!isObject(value)) throw refuse(field, `must be an object of prices by model, got ${show(value)}`);
  const table = Object.entries(value).map(([model, each]) => [model, price(each, `${field}[…]`, refuse)] as const);
  return Object.freeze(Object.fromEntries(table));
};

export const ledger: Check<Ledger> = (value, field, refuse) => {
  const { reserve } = (value ?? {}) as Partial<Ledger>;
  if (typeof reserve === 'function') return { reserve: reserve.bind(value) };
  throw refuse(field, `must have \`reserve\`, got ${show(value)}`);
};
