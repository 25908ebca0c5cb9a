import type { Policy } from '../../lib/screening/policy.ts';
import type { Guard } from '../../types/guard.ts';

/** The guard that reads by rules and a model, unless a policy switches it off: its weights are most of what all guards weigh. */
export const injectionFor = async (policy: Policy | undefined): Promise<Guard | undefined> =>
  policy === false ? undefined : (await import('../model.ts')).injectionModel;
