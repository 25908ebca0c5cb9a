const CAPACITY = 100;
const COST = 5;

/**
 * How many retries all calls to one provider may spend together, so that an outage does not double the load: each costs 5
 * of 100, a retry that succeeds gets its cost back, and any other success earns 1. The bucket of the standard retry mode of
 * the AWS SDKs (`INITIAL_RETRY_TOKENS`, `RETRY_COST`, `NO_RETRY_INCREMENT` in @aws-sdk/middleware-retry), a fifth as large.
 */
export class RetryQuota {
  #left = CAPACITY;

  /** Pays for a retry; false: there is nothing left to pay with. */
  spend(): boolean {
    if (this.#left < COST) return false;
    this.#left -= COST;
    return true;
  }

  /** A retry has succeeded, or was never made. */
  refund(): void {
    this.#add(COST);
  }

  /** A first attempt has succeeded. */
  earn(): void {
    this.#add(1);
  }

  #add(amount: number): void {
    this.#left = Math.min(CAPACITY, this.#left + amount);
  }
}
