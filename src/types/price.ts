/** What a million tokens cost, in one currency. */
export interface Rates {
  readonly input: number;
  /** Input that the provider reads from its cache. @default as `input` */
  readonly cachedInput?: number | undefined;
  /** Reasoning included. */
  readonly output: number;
}

/** The rates of a model. */
export interface Price extends Rates {
  /** Other rates for every token of a request whose input is longer than `inputTokens`. */
  readonly above?: (Rates & { readonly inputTokens: number }) | undefined;
}

/** Prices by the name of the model, as a provider or a call names it; a date behind it (`-2026-03-05`) may be left out. */
export type PriceTable = { readonly [model: string]: Price };
