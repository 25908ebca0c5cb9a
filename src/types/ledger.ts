/** An amount of what a budget counts. */
export interface Spending {
  /** Tokens, in and out. */
  readonly tokens: number;
  /** Money, in the currency of the price table; 0 where none is counted. */
  readonly cost: number;
}

/** What may be spent by one key in one window. `Infinity`: not limited. */
export interface Allowance {
  readonly key: string;
  readonly max: Spending;
  /** A window opens with the first reservation in it. */
  readonly windowMs: number;
}

/** The answer to a reservation: a receipt, or what is left and when the window ends. */
export type Reservation =
  | {
      readonly granted: true;
      /** Puts what it came to in the place of what was reserved. Once; later calls do nothing. */
      settle(spent: Spending): void | Promise<void>;
    }
  | { readonly granted: false; readonly left: Spending; readonly resetMs: number };

/** Where budgets are kept: in this process, or shared by many. */
export interface Ledger {
  /** Reserves an amount, or refuses it whole. Bounded in time. */
  reserve(amount: Spending, allowance: Allowance): Reservation | Promise<Reservation>;
}
