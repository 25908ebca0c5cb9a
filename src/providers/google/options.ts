import type { EndpointOptions } from '../../transport/endpoint.ts';

/**
 * Gemini, by the Gemini API or by Vertex AI. A key is sent as `x-goog-api-key`; an access token, which Vertex AI wants, goes
 * as `authorization` into `headers`.
 */
export interface GoogleOptions extends EndpointOptions {
  /** The model of requests that name none, such as `gemini-3.8-flash`. */
  readonly model: string;
}

/**
 * What `providerOptions.google` of a call takes. Any further field goes into `generationConfig` as it is; `null` leaves a
 * field out.
 *
 * @see https://ai.google.dev/api/generate-content
 */
export type GoogleProviderOptions = {
  /** How much the model thinks, and whether summaries of its thoughts come as `reasoning-delta`. */
  readonly thinkingConfig?:
    | {
        readonly includeThoughts?: boolean | undefined;
        /** Gemini 3 and later. */
        readonly thinkingLevel?: 'MINIMAL' | 'LOW' | 'MEDIUM' | 'HIGH' | undefined;
        /** Gemini 2.5. Tokens; 0 turns thinking off, -1 leaves it to the model. */
        readonly thinkingBudget?: number | undefined;
      }
    | undefined;
  readonly topK?: number | undefined;
  readonly presencePenalty?: number | undefined;
  readonly frequencyPenalty?: number | undefined;
  readonly mediaResolution?: string | undefined;
  /** From which probability of harm on Google withholds what, such as `HARM_CATEGORY_HARASSMENT` from `BLOCK_ONLY_HIGH` on. */
  readonly safetySettings?: readonly { readonly category: string; readonly threshold: string }[] | undefined;
  /** Lets the model search the web: words of the conversation go to Google Search, and its sources come as citations. */
  readonly googleSearch?: boolean | undefined;
  /** A cached beginning of the conversation, such as `cachedContents/abc`. It cannot stand beside system text or tools. */
  readonly cachedContent?: string | undefined;
  /** Vertex AI: for its bills. */
  readonly labels?: { readonly [label: string]: string } | undefined;
  readonly serviceTier?: string | undefined;
  /** Gemini API: whether Google logs the request for the project. */
  readonly store?: boolean | undefined;
};
