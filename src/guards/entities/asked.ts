import type { Policy } from '../../lib/screening/policy.ts';
import type { TextGuard } from '../../types/guard.ts';

/** What is looked for only where a policy names it. */
export const OPT_IN: readonly string[] = ['PERSON', 'ORGANIZATION', 'LOCATION', 'STREET_ADDRESS'];
const NAMES = [...OPT_IN, ...OPT_IN.map((entity) => `pii/${entity.toLowerCase().replace('_', '-')}`)];

/** Whether a policy names one of them. */
const asksForNames = (policy: Policy | undefined): boolean =>
  typeof policy === 'object' &&
  Object.entries(policy).some(([name, choice]) =>
    typeof choice === 'object'
      ? asksForNames(choice)
      : NAMES.includes(name) && choice !== undefined && choice !== false,
  );

/** The guard that finds names, where a policy asks for it: its lists weigh more than half of what all other guards do. */
export const entitiesFor = async (...policies: readonly (Policy | undefined)[]): Promise<TextGuard | undefined> =>
  policies.some(asksForNames) ? (await import('../entities.ts')).entities : undefined;
