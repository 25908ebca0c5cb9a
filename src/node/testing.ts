export type { Act } from '../testing/acts.ts';
export type { Asked, Dialect, ErrorAnswer, Pieces } from '../testing/dialects/dialect.ts';
export { faults } from '../testing/faults.ts';
export * from '../testing/index.ts';
export type { RateLimitDialect } from '../testing/rate-limit-replies.ts';
export type { Fault } from '../testing/replies.ts';
export { type FaultServer, faultServer, type ReceivedRequest } from './fault-server.ts';
