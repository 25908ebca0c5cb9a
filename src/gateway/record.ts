import type { Usage } from '../types/event.ts';

/** What is told of a request once it is over. Never a body, a key, a query or a header of the caller. */
export interface GatewayRecord {
  readonly type: 'request';
  readonly id: string;
  /** Wall-clock start, ISO 8601 in UTC. */
  readonly time: string;
  readonly durationMs: number;
  readonly method: string;
  /** The path of the route, never of the request; undefined: there is no such route. */
  readonly route?: string;
  readonly status: number;
  /** Why it was refused, or why its answer broke off once it had begun, with the status that it began with. */
  readonly code?: string;
  readonly principal?: string;
  readonly tenant?: string;
  readonly model?: string;
  readonly usage?: Usage;
  /** The caller left before the end of the answer. */
  readonly aborted?: true;
}

/** Takes a record. A sink that throws or rejects harms no request that is answered already. */
export type GatewayAudit = (record: GatewayRecord) => void | Promise<void>;

/** What a request turned out to be, told by those who served it. */
export interface Notes {
  model?: string;
  usage?: Usage;
  code?: string;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The method of a request in a record: a caller may make up others of any length. */
export const methodOf = ({ method }: Request): string => (METHODS.includes(method) ? method : 'OTHER');
