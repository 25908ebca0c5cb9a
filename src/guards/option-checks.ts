import { type Check, type Checks, callable, fields, listOf, pattern, string } from '../lib/check.ts';
import { policyCheck } from '../lib/screening/policy-check.ts';
import { TRUSTS } from '../lib/trust.ts';
import type { Trust } from '../types/message.ts';
import type { InputPolicies, OutputPolicies } from './defaults.ts';
import { readHost } from './links/host.ts';
import { RULE_NAMES } from './names.ts';
import type { Recognizer } from './recognizer.ts';

const ofGuard = (guard: keyof typeof RULE_NAMES, trusts: readonly Trust[]) => policyCheck(RULE_NAMES[guard], trusts);

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

const ENTITIES: readonly string[] = RULE_NAMES.pii;

const entity: Check<string> = (value, field, refuse) => {
  const name = string(value, field, refuse);
  if (!/^[A-Z][A-Z0-9_]{1,39}$/.test(name)) throw refuse(field, 'must be a name in capitals, such as `EMPLOYEE_ID`');
  if (ENTITIES.includes(name)) throw refuse(field, 'is the name of a built-in entity');
  return name;
};

const oneRecognizer: Check<Recognizer> = (value, field, refuse) => {
  const given = fields<Recognizer>(value, field, refuse, {
    entity,
    pattern,
    words: listOf(string, 100_000),
    find: callable as Check<NonNullable<Recognizer['find']>>,
    context: listOf(string, 1_000),
    check: callable as Check<NonNullable<Recognizer['check']>>,
  });
  const ways = [given.pattern, given.words, given.find].filter((way) => way !== undefined).length;
  if (given.entity === undefined || ways !== 1)
    throw refuse(field, 'needs an `entity` and one of `pattern`, `words` and `find`');
  return Object.freeze({ ...given, entity: given.entity });
};

/** The check of recognizers. */
export const RECOGNIZERS = listOf(oneRecognizer, 1_000);
