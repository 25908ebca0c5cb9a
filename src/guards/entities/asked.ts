import type { Policy } from '../../lib/screening/policy.ts';

/** What is looked for only where a policy names it. */
export const OPT_IN: readonly string[] = ['PERSON', 'ORGANIZATION', 'LOCATION', 'STREET_ADDRESS'];
const NAMES = [...OPT_IN, ...OPT_IN.map((entity) => `pii/${entity.toLowerCase().replace('_', '-')}`)];

/** Whether a policy names one of them, so that the lists of names are worth loading. */
export const asksForNames = (policy: Policy | undefined): boolean =>
  typeof policy === 'object' &&
  Object.entries(policy).some(([name, choice]) =>
    typeof choice === 'object'
      ? asksForNames(choice)
      : NAMES.includes(name) && choice !== undefined && choice !== false,
  );
