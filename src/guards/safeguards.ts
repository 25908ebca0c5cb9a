import type { PlaceholderTable } from '../lib/placeholders.ts';
import {
  type AllowEntry,
  allowing,
  type Decider,
  type DefaultPolicy,
  decider,
  type OutputPolicy,
  type Policy,
  reporting,
} from '../lib/screening/policy.ts';
import type { Safeguard } from '../lib/screening/safeguard.ts';
import type { Guard, Stage } from '../types/guard.ts';
import { characters } from './characters.ts';
import { INPUT_DEFAULTS, type InputPolicies, OUTPUT_DEFAULTS, type OutputPolicies } from './defaults.ts';
import { injection } from './injection.ts';
import { links } from './links.ts';
import { personalData } from './personal-data.ts';
import { type Recognizer, recognizer } from './recognizer.ts';
import { secrets } from './secrets.ts';
import { type ToolInputKind, toolInput } from './tool-input.ts';
import { unicode } from './unicode.ts';

/** A guard of your own, with what is done about what it finds. */
export interface CustomGuard {
  readonly guard: Guard;
  /** For text that goes to the model. @default 'warn', where the guard has the stage */
  readonly input?: Policy | undefined;
  /** For the answer. @default 'warn', where the guard has the stage */
  readonly output?: OutputPolicy | undefined;
}

interface Shared {
  /** `report`: everything that would change a text or stop a call only warns. */
  readonly mode: 'enforce' | 'report';
  readonly custom?: readonly CustomGuard[] | undefined;
  /** Kinds of personal data beside the built-in ones, under the same policy. */
  readonly recognizers?: readonly Recognizer[] | undefined;
  /** The guard that finds names, where a policy asks for them. */
  readonly entities?: Guard | undefined;
  /** The guard that finds injected instructions, once it is loaded. @default rules alone */
  readonly injectionGuard?: Guard | undefined;
}

export interface InputSafeguards extends InputPolicies, Shared {
  /** Characters that user text may hold; see `characters`. */
  readonly characters?: RegExp | undefined;
  readonly allow?: readonly AllowEntry[] | undefined;
}

/**
 * The guards of the input, in the order in which findings that overlap are named: secrets, personal data, injection, then
 * your own. Hidden characters are taken out before the others look.
 */
export function inputSafeguards(options: InputSafeguards): readonly Safeguard[] {
  const { mode, custom = [], allow = [], characters: allowed } = options;
  const make = (guard: Guard, policy: Policy | undefined, defaults: DefaultPolicy): Safeguard => ({
    guard,
    ...made(policy, defaults, guard, mode, allow),
  });
  return [
    { ...make(unicode, options.unicode, INPUT_DEFAULTS.unicode), cleans: true },
    ...(allowed ? [{ ...make(characters(allowed), undefined, USER_ONLY), cleans: mode === 'enforce' }] : []),
    make(secrets, options.secrets, INPUT_DEFAULTS.secrets),
    ...personal(options).map((guard) => make(guard, options.pii, INPUT_DEFAULTS.pii)),
    make(options.injectionGuard ?? injection, options.injection, INPUT_DEFAULTS.injection),
    ...customOf(custom, 'input').map(({ guard, input }) => make(guard, input, WARN)),
  ];
}

export interface OutputSafeguards extends OutputPolicies, Shared {
  readonly allowedHosts?: readonly string[] | undefined;
}

/**
 * The guards of an answer: secrets, personal data, then your own; hidden characters are taken out before. Links are read
 * last, as a label such as `[OPENAI_KEY]` could make one of what follows it.
 */
export function outputSafeguards(options: OutputSafeguards): readonly Safeguard[] {
  const { mode, custom = [], allowedHosts } = options;
  const make = (guard: Guard, policy: Policy | undefined, defaults: DefaultPolicy): Safeguard => ({
    guard,
    ...made(policy, defaults, guard, mode, []),
  });
  return [
    { ...make(unicode, options.unicode, OUTPUT_DEFAULTS.unicode), cleans: true },
    make(secrets, options.secrets, OUTPUT_DEFAULTS.secrets),
    ...personal(options).map((guard) => make(guard, options.pii, OUTPUT_DEFAULTS.pii)),
    { ...make(links({ allowedHosts }), options.links, OUTPUT_DEFAULTS.links), finishes: true },
    ...customOf(custom, 'output').map(({ guard, output }) => make(guard, output, WARN)),
  ];
}

/** The guard against leaked system text, for what one call says; `rules` are those that it may find. */
export function leakSafeguard(
  guard: Guard,
  rules: readonly string[],
  { leak, mode }: Pick<OutputSafeguards, 'leak' | 'mode'>,
): Safeguard {
  const decided = made(leak, OUTPUT_DEFAULTS.leak, guard, mode, []);
  const actions = rules.map((rule) => decided.decide({ rule, score: 1, start: 0, end: 0 }, 'untrusted', ''));
  return {
    guard,
    ...decided,
    isOff: () => actions.every((action) => action === undefined),
    mayChange: () => actions.some((action) => action === 'block' || action === 'redact'),
  };
}

/** What reports patterns of a shell, a database or a file system in the arguments of a tool that asks for it. */
export const toolInputSafeguards = (kinds: readonly ToolInputKind[] = []): readonly Safeguard[] =>
  kinds.length === 0 ? [] : [{ guard: toolInput(kinds), ...decider('warn', WARN, undefined) }];

/**
 * The same guards with a table: personal data leaves as placeholders, and what looks like one of them in the text is
 * escaped first, so that nothing but what the table gave is ever restored.
 */
export function withPlaceholders(safeguards: readonly Safeguard[], table: PlaceholderTable): readonly Safeguard[] {
  const placed = safeguards.map((safeguard): Safeguard => {
    if (safeguard.guard.id !== personalData.id) return safeguard;
    return { ...safeguard, replace: (matched, { rule, entity }) => table.placeholderFor(entity ?? rule, matched) };
  });
  return [...placed, lookAlikes(table)];
}

/** What in a text from outside reads like a placeholder of the table; see `PlaceholderTable.lookAlikes`. */
const lookAlikes = (table: PlaceholderTable): Safeguard => ({
  guard: { id: 'placeholders', reach: 96, stages: ['input'], scan: (text) => table.lookAlikes(text) },
  decide: (_, trust) => (trust === 'trusted' ? undefined : 'redact'),
  isOff: () => false,
  mayChange: () => true,
  replace: (matched, { entity }) => table.placeholderFor(entity ?? '', matched),
  silent: true,
});

/** What finds personal data. */
const personal = ({ recognizers = [], entities }: Shared): readonly Guard[] => [
  personalData,
  ...recognizers.map(recognizer),
  ...(entities ? [entities] : []),
];

const USER_ONLY: DefaultPolicy = { trust: { trusted: false, user: 'redact', untrusted: false } };
const WARN: DefaultPolicy = { trust: { trusted: 'warn', user: 'warn', untrusted: 'warn' } };

function made(
  policy: Policy | undefined,
  defaults: DefaultPolicy,
  guard: Guard,
  mode: Shared['mode'],
  allow: readonly AllowEntry[],
): Decider {
  const decided = decider(policy, defaults, guard.thresholds);
  const allowed = allow.length === 0 ? decided : allowing(allow, decided);
  return mode === 'report' ? reporting(allowed) : allowed;
}

const customOf = (custom: readonly CustomGuard[], stage: Stage): readonly CustomGuard[] =>
  custom.filter(({ guard }) => guard.stages.includes(stage));
