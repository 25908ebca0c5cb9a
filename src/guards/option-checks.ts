import { type Check, type Checks, listOf, string } from '../lib/check.ts';
import { policyCheck } from '../lib/screening/policy-check.ts';
import { TRUSTS } from '../lib/trust.ts';
import type { Trust } from '../types/message.ts';
import type { InputPolicies, OutputPolicies } from './defaults.ts';
import { readHost } from './links/hosts.ts';
import { RULE_NAMES } from './names.ts';

const ofGuard = (guard: keyof typeof RULE_NAMES, trusts: readonly Trust[]) =>
  policyCheck(Object.keys(RULE_NAMES[guard]), trusts);

/** A check for each policy of the input. */
export const INPUT_POLICIES: Checks<InputPolicies> = {
  unicode: ofGuard('unicode', TRUSTS),
  secrets: ofGuard('secrets', TRUSTS),
  pii: ofGuard('pii', TRUSTS),
  injection: ofGuard('injection', TRUSTS),
};

/** A check for each policy of an answer, which has no trust of its own. */
export const OUTPUT_POLICIES: Checks<OutputPolicies> = {
  unicode: ofGuard('unicode', []),
  links: ofGuard('links', []),
  secrets: ofGuard('secrets', []),
  pii: ofGuard('pii', []),
  leak: ofGuard('leak', []),
};

const host: Check<string> = (value, field, refuse) => {
  if (readHost(string(value, field, refuse))) return value as string;
  throw refuse(
    field,
    'must be a host such as `docs.example.com`, `*.example.com` or `localhost:8080`, without scheme or path',
  );
};

/** The check of `allowedHosts`. */
export const HOSTS = listOf(host, 10_000);
