import type { InputPolicies, OutputPolicies } from '../guards/defaults.ts';
import { OPT_IN } from '../guards/entities/asked.ts';
import { type NameOf, RULE_NAMES } from '../guards/names.ts';
import type { ActionTable, Choice } from '../lib/screening/policy.ts';
import { DEFAULTS } from './defaults.ts';
import type { SecureLLMClientOptions } from './types.ts';

type Preset = Readonly<Required<Pick<SecureLLMClientOptions, 'sanitize' | 'output'>>>;

/** Links are judged by a guard of their own, and UUIDs name things more than persons. */
const KEPT: readonly string[] = ['URL', 'UUID', ...OPT_IN];

/**
 * Three sets of choices to spread into the options of a client: `{ provider, ...presets.strict }`. `balanced` is the
 * defaults; `strict` refuses keys, a copied system text and all that would warn of an injection, and replaces personal data both
 * ways; `permissive` only warns of personal data, injections and leaks. Marked as pure, so that a page that takes none is free of them.
 */
export const presets: { readonly [Name in 'strict' | 'balanced' | 'permissive']: Preset } = /* @__PURE__ */ (() =>
  Object.freeze({
    strict: preset(
      { secrets: 'block', pii: { IP_ADDRESS: 'redact' }, injection: everyInjection('block') },
      { secrets: 'block', pii: everyEntity('redact'), leak: { 'leak/system-text': 'block', 'leak/fence': 'redact' } },
    ),
    balanced: preset({}, {}),
    permissive: preset(
      { secrets: 'redact', pii: 'warn', injection: 'warn' },
      { secrets: 'redact', pii: 'warn', leak: 'warn' },
    ),
  }))();

/** By name a choice begins where the guard would warn. */
function everyInjection(choice: Choice): ActionTable<NameOf<'injection'>> {
  return Object.freeze(Object.fromEntries(RULE_NAMES.injection.map((name) => [name, choice])));
}

/** Also those that one choice for the whole guard leaves as they are. */
function everyEntity(choice: Choice): ActionTable<NameOf<'pii'>> {
  const entities = RULE_NAMES.pii.filter((name) => !name.includes('/') && !KEPT.includes(name));
  return Object.freeze(Object.fromEntries(entities.map((entity) => [entity, choice])));
}

function preset(sanitize: InputPolicies, output: OutputPolicies): Preset {
  const { unicode, secrets, pii, injection } = DEFAULTS.sanitize;
  const { allowedHosts: _, ...answers } = DEFAULTS.output;
  return Object.freeze({
    sanitize: Object.freeze({ unicode, secrets, pii, injection, ...sanitize }),
    output: Object.freeze({ ...answers, ...output }),
  });
}
