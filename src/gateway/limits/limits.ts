import type { Principal } from '../principal.ts';
import type { Bill, Estimate, Route } from '../route.ts';

/** Headers that say how much is left: `RateLimit`, `RateLimit-Policy`. */
export type LimitHeaders = Readonly<Record<string, string>>;

/** What may be asked, by whom and how often. Each method throws Refusal (429) where it is too much. */
export interface Limits {
  /** Before anything is looked up: counts a request of an address. Undefined: of nobody knows where. */
  knock(address: string | undefined): Promise<void>;
  /** Counts a request of a principal, on a route. */
  enter(principal: Principal, route: Route): Promise<LimitHeaders>;
  /** Counts tokens and money before they are spent. */
  reserve(principal: Principal, estimate: Estimate): Promise<Bill>;
}
