import type { TransportOver } from '../transport/fetch.ts';
import { overDispatcher } from './over-dispatcher.ts';
import { overFetch } from './over-fetch.ts';

/** How Node sends requests. */
export const nodeTransport: TransportOver = (fetch) => (fetch ? overFetch(fetch) : overDispatcher);
