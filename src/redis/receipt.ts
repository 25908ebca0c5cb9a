import type { Reservation, Spending } from '../types/ledger.ts';

/** A reservation that was granted, and settles once. */
export function receipt(settle: (spent: Spending) => void | Promise<void>): Reservation {
  let isOpen = true;
  return {
    granted: true,
    settle: (spent) => {
      if (!isOpen) return;
      isOpen = false;
      return settle(spent);
    },
  };
}
