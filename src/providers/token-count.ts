/** A count of tokens as a server reports it; 0 for what is no count. */
export const tokenCount = (value: unknown): number =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0;
