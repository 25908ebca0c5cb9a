import { type Check, type Checks, fields, misuse, oneOf, show } from '../lib/check.ts';
import { PlaceholderTable } from '../lib/placeholders.ts';
import type { Sighting } from '../lib/screening/safeguard.ts';
import { strongest } from '../lib/screening/strongest.ts';
import { screenWhole } from '../lib/screening/whole.ts';
import { TRUST } from '../lib/trust.ts';
import type { Action, Stage } from '../types/guard.ts';
import type { Trust } from '../types/message.ts';
import type { InputPolicies, OutputPolicies } from './defaults.ts';
import { entitiesFor } from './entities/asked.ts';
import { injectionFor } from './injection/asked.ts';
import { HOSTS, INPUT_POLICIES, OUTPUT_POLICIES, RECOGNIZERS } from './option-checks.ts';
import type { Recognizer } from './recognizer.ts';
import { inputSafeguards, outputSafeguards, withPlaceholders } from './safeguards.ts';

export interface CheckOptions {
  /** `input`: on its way to a model. `output`: from a model, to be shown. @default 'input' */
  readonly stage?: Stage | undefined;
  /** Who wrote a text of the input. @default 'user' */
  readonly trust?: Trust | undefined;
  /** Hosts that links of an answer may lead to. @default none */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Choices by guard, as in the options of a client. @default those of a client */
  readonly policy?: (InputPolicies & OutputPolicies) | undefined;
  /** Kinds of personal data of your own. @default none */
  readonly recognizers?: readonly Recognizer[] | undefined;
  /** Where values go that leave as placeholders, to be restored by it. @default a new table, which is dropped */
  readonly placeholders?: PlaceholderTable | undefined;
}

/** What the safeguards say of one text. */
export interface CheckedText {
  /** The strongest of what the findings ask for; `allow` where nothing more is asked. */
  readonly action: Action;
  /** The text with its redactions made. Do not use it where `action` is `block`. */
  readonly text: string;
  /** In order of `start`. */
  readonly findings: readonly Sighting[];
}

/**
 * Runs every guard of a stage over one text, as a client does: for text that never goes through one. Leaked system text
 * needs to be told what the system text is: see `leak`. Throws TypeError for an option that is wrong or unknown.
 */
export async function check(text: string, options: CheckOptions = {}): Promise<CheckedText> {
  if (typeof text !== 'string') throw misuse('text', `must be a string, got ${show(text)}`);
  const {
    stage = 'input',
    trust = 'user',
    allowedHosts,
    recognizers,
    policy = {},
    placeholders = new PlaceholderTable(),
  } = fields<CheckOptions>(options, 'options', misuse, CHECKS);
  const mode = 'enforce';
  const entities = await entitiesFor(policy.pii);
  const injectionGuard = stage === 'input' ? await injectionFor(policy.injection) : undefined;
  const safeguards =
    stage === 'input'
      ? withPlaceholders(inputSafeguards({ ...policy, mode, recognizers, entities, injectionGuard }), placeholders)
      : outputSafeguards({ ...policy, mode, allowedHosts, recognizers, entities });
  const context = { stage, trust: stage === 'input' ? trust : 'untrusted' } as const;
  const screened = await screenWhole(text, safeguards, context, (_, error) => {
    throw error;
  });
  return { action: strongest(screened.sightings), text: screened.text, findings: screened.sightings };
}

const table: Check<PlaceholderTable> = (value, field, refuse) => {
  if (value instanceof PlaceholderTable) return value;
  throw refuse(field, `must be a PlaceholderTable, got ${show(value)}`);
};

const CHECKS: Checks<CheckOptions> = {
  stage: oneOf<Stage>('input', 'output'),
  trust: TRUST,
  allowedHosts: HOSTS,
  recognizers: RECOGNIZERS,
  policy: (value, field, refuse) =>
    fields<InputPolicies & OutputPolicies>(value, field, refuse, { ...INPUT_POLICIES, ...OUTPUT_POLICIES }),
  placeholders: table,
};
