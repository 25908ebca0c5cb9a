export { costOf } from '../lib/price.ts';
export type * from '../types/price.ts';
export { PRICES, PRICES_READ_ON } from './prices.ts';
