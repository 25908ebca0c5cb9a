import type { Choice, DefaultPolicy, OutputPolicy, Policy } from '../lib/screening/policy.ts';
import type { Trust } from '../types/message.ts';
import { OPT_IN } from './entities/asked.ts';
import type { NameOf } from './names.ts';

/** The guards that read what goes to a model. */
export interface InputPolicies {
  /** Hidden and dangerous characters. @default 'redact', which removes them */
  readonly unicode?: Policy<NameOf<'unicode'>> | undefined;
  /** Keys, tokens, passwords in URLs. @default 'redact' */
  readonly secrets?: Policy<NameOf<'secrets'>> | undefined;
  /**
   * Personal data. `redact` sends placeholders and restores them in the answer. Names, ages, IP addresses, URLs and UUIDs stay
   * as they are whatever the choice, unless a table names them. @default 'redact'
   */
  readonly pii?: Policy<NameOf<'pii'>> | undefined;
  /** Injected instructions. @default 'block' from the block threshold on, a warning from the warn threshold on */
  readonly injection?: Policy<NameOf<'injection'>> | undefined;
}

/** The guards that read what a model answers. */
export interface OutputPolicies {
  /** As in the input. @default 'redact' */
  readonly unicode?: OutputPolicy<NameOf<'unicode'>> | undefined;
  /** Links, images, markup and active content that lead off `allowedHosts`. @default 'redact', which makes them inert */
  readonly links?: OutputPolicy<NameOf<'links'>> | undefined;
  /** Keys and tokens. @default 'redact' */
  readonly secrets?: OutputPolicy<NameOf<'secrets'>> | undefined;
  /** Personal data; names, ages, IP addresses, URLs and UUIDs stay, unless a table names them. @default 'warn' */
  readonly pii?: OutputPolicy<NameOf<'pii'>> | undefined;
  /**
   * The canary behind your system text. A copied passage and the lines of the fence only warn, unless a table names
   * `leak/system-text` or `leak/fence`. @default 'block'
   */
  readonly leak?: OutputPolicy<NameOf<'leak'>> | undefined;
}

const everywhere = (choice: Choice): { readonly [Key in Trust]: Choice } => ({
  trusted: choice,
  user: choice,
  untrusted: choice,
});

/** Personal only beside something else, and in most texts: they stay unless a table names them. */
const UNASKED: { readonly [entity: string]: Choice } = {
  IP_ADDRESS: 'allow',
  AGE: 'allow',
  URL: false,
  UUID: false,
  ...Object.fromEntries(OPT_IN.map((entity): [string, Choice] => [entity, false])),
};

/** What is done with text that goes to a model, where the caller says nothing. */
export const INPUT_DEFAULTS: { readonly [Name in keyof InputPolicies]-?: DefaultPolicy } = {
  unicode: { trust: everywhere('redact') },
  secrets: { trust: { trusted: 'warn', user: 'redact', untrusted: 'redact' } },
  pii: { trust: { trusted: false, user: 'redact', untrusted: 'redact' }, names: UNASKED },
  injection: { trust: { trusted: false, user: 'block', untrusted: 'block' } },
};

/** What is done with an answer, where the caller says nothing. */
export const OUTPUT_DEFAULTS: { readonly [Name in keyof OutputPolicies]-?: DefaultPolicy } = {
  unicode: { trust: everywhere('redact') },
  links: { trust: everywhere('redact') },
  secrets: { trust: everywhere('redact') },
  pii: { trust: everywhere('warn'), names: UNASKED },
  leak: { trust: everywhere('block'), names: { 'leak/system-text': 'warn', 'leak/fence': 'warn' } },
};
