/** What an attack on a model wants. */
export const GOALS = [
  'override',
  'reveal',
  'role-change',
  'persona',
  'policy-lift',
  'exfiltrate',
  'tool-abuse',
  'output-hijack',
  'context-reset',
  'fake-completion',
  'fake-authority',
  'delayed-trigger',
  'payload-splitting',
  'many-shot',
  'reward-or-threat',
] as const;

/** Harmless text that shares its words with attacks, and plain text. */
export const HARMLESS = [
  'security-writing',
  'quoted-attack',
  'code-and-shell',
  'role-play',
  'editing-task',
  'customer-mail',
  'policy',
  'fiction',
  'everyday-request',
  'prose',
  'manual',
  'about-assistants',
] as const;

export type Goal = (typeof GOALS)[number];
export type Harmless = (typeof HARMLESS)[number];

/**
 * One language's sentences as templates: `{a|b|c}` is a choice (an empty one may be left out, choices nest), `{$name}` a
 * choice from `words[name]`. A brace that is text is doubled.
 */
export interface Phrasebook {
  /** BCP 47. */
  readonly language: string;
  readonly attacks: Readonly<Partial<Record<Goal, readonly string[]>>>;
  readonly harmless: Readonly<Partial<Record<Harmless, readonly string[]>>>;
  readonly words: Readonly<Record<string, readonly string[]>>;
}
