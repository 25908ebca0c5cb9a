import { tell } from '../lib/tell.ts';
import type { Entered } from './entrance.ts';
import type { Metrics } from './metrics.ts';
import { observed } from './observed.ts';
import type { GatewaySettings } from './options.ts';
import { type GatewayRecord, methodOf } from './record.ts';

export interface OutcomeParts {
  readonly settings: GatewaySettings;
  readonly metrics: Metrics;
}

/** What is known of a request that was answered; of one that found no route only who it is and why. */
export type Answered = Pick<Entered, 'id' | 'refusal'> & Partial<Entered>;

/** Follows a request to this path of a route from now to the end of its answer; then it is counted and its record written. */
export const outcomes =
  ({ settings: { clock, audit }, metrics }: OutcomeParts) =>
  (route: string | undefined, request: Request) => {
    const from = clock.now();
    const time = new Date().toISOString();
    return (
      response: Response,
      { id, refusal, principal, notes, signal = request.signal, leave }: Answered,
    ): Response =>
      observed(response, signal, clock, (wasLeft) => {
        leave?.();
        const record: GatewayRecord = {
          type: 'request',
          id,
          time,
          durationMs: Math.round(clock.now() - from),
          method: methodOf(request),
          ...(route !== undefined && { route }),
          status: response.status,
          ...(refusal && { code: refusal.code }),
          ...(principal && { principal: principal.id }),
          ...(principal?.tenant !== undefined && { tenant: principal.tenant }),
          ...notes,
          ...((wasLeft || request.signal.aborted) && { aborted: true }),
        };
        metrics.count(record);
        if (audit) tell(audit, record);
      });
  };
