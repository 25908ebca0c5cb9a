import type { $ZodType } from 'zod/v4/core';
import type { SecureLLMClient } from '../client.ts';
import type { Usage } from '../types/event.ts';
import type { Principal, Scope } from './principal.ts';
import type { Refusal } from './refusal.ts';
import type { BrowserTokens } from './tokens/browser-tokens.ts';

/** What a call may come to, before it is made. */
export interface Estimate {
  readonly inputTokens: number;
  readonly maxOutputTokens: number;
  /** As the principal asked for it. */
  readonly model: string;
}

/** What was reserved for a call. */
export interface Bill {
  /** Puts what it came to in the place of what was reserved; undefined: nobody knows, the reservation stands. Once. */
  settle(usage: Usage | undefined): void;
}

/** A model that a principal may ask for by its public name. */
export interface ServedModel {
  readonly name: string;
  readonly client: SecureLLMClient;
  /** What is passed to the client as `model`; absent: its own. */
  readonly model?: string;
  /** Providers that may answer, in order. */
  readonly providers: readonly string[];
}

/** A request that was let in: who asks is known, and its rate was counted. */
export interface Visit {
  /** Of the request; answered as `x-request-id`. */
  readonly id: string;
  readonly request: Request;
  readonly principal: Principal;
  /** Aborts when the caller disconnects or the gateway closes. */
  readonly signal: AbortSignal;
  /** The body as parsed JSON, within the limits of size, depth and time. Throws Refusal. */
  json(): Promise<unknown>;
  /** The most levels of the body, and of JSON that stands in its texts. */
  readonly maxBodyDepth: number;
  /** The models that this principal may ask for; the first is the default. */
  readonly models: readonly ServedModel[];
  /** By its public name, or the default one. Throws Refusal (404) for one that there is not, or is not this principal's. */
  model(name: string | undefined): ServedModel;
  /** The options of a client call that come from who asks, and by which its records are found. */
  readonly callOptions: {
    readonly signal: AbortSignal;
    readonly scope: string;
    readonly principal: string;
    readonly requestId: string;
  };
  /**
   * Counts what a call may come to against token rates and budgets. Once a request, before the client is called. Throws
   * Refusal (429), or GatewayUnavailable where nobody can tell.
   */
  reserve(estimate: Estimate): Promise<Bill>;
  /** Notes in the record that an answer which has begun breaks off with this, and hands it back. */
  breaksOff(refusal: Refusal): Refusal;
  /** What mints tokens for web pages, where that is set up. */
  readonly tokens?: BrowserTokens | undefined;
}

/** The form in which a route says no: OpenAI's, or problem details (RFC 9457). */
export type ErrorForm = 'openai' | 'problem';

/** How a route describes itself in the OpenAPI document. */
export interface RouteDoc {
  /** One word, which names the operation and its schemas. */
  readonly id: string;
  readonly summary: string;
  /** Of the JSON body. */
  readonly request?: $ZodType;
  /** Of the JSON answer. */
  readonly response: $ZodType;
  /** Of one event, where an answer may also be streamed. */
  readonly event?: $ZodType;
}

/** One endpoint. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** What the principal needs; undefined: to be somebody. */
  readonly scope?: Scope;
  readonly errors: ErrorForm;
  readonly doc?: RouteDoc;
  /** Throws Refusal, or a SecureLLMError: both become an answer in the route's form. */
  handle(visit: Visit): Promise<Response>;
}

/** A page for anybody: no credential, nothing of the caller's, nothing of the inside. It answers to GET. */
export interface PublicPage {
  readonly path: string;
  readonly doc: Pick<RouteDoc, 'id' | 'summary'> & { readonly type: string };
  answer(): Response;
}
