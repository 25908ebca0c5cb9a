import type { Action, Guard, Match } from '../../types/guard.ts';
import type { Trust } from '../../types/message.ts';
import { isObject } from '../check.ts';
import { isTrust, TRUSTS } from '../trust.ts';

/** What is done with what a guard finds. `false`: it is not looked for. */
export type Choice = Action | false;

/** Choices by the name of a rule (`pii/email`) or an entity (`EMAIL_ADDRESS`). */
export type ActionTable<Name extends string = string> = { readonly [RuleOrEntity in Name]?: Choice | undefined };

/**
 * One choice for everything a guard finds, or a table: by rule, by entity, and by trust (`user`, `untrusted`, `trusted`,
 * each again a choice or a table). The narrower name wins: rule, entity, trust. What a table leaves out keeps its default.
 */
export type Policy<Name extends string = string> =
  | Choice
  | {
      readonly [Key in Name | Trust]?:
        | Choice
        | (string extends Name ? ActionTable : Key extends Trust ? ActionTable<Name> : never)
        | undefined;
    };

/** A policy for an answer, which has no trust of its own: one choice, or a table by rule and entity. */
export type OutputPolicy<Name extends string = string> = Choice | ActionTable<Name>;

/** What a guard does where the caller says nothing: for each trust, and for names that differ from the rest. */
export interface DefaultPolicy {
  readonly trust: { readonly [Key in Trust]: Choice };
  /** By rule or entity. One choice for the whole guard leaves these as they are; their own name changes them. */
  readonly names?: ActionTable;
}

/** A policy made ready to ask. */
export interface Decider {
  /** What is done with a match, whose text is `matched`; undefined: it is not reported. */
  decide(match: Match, trust: Trust, matched: string): Action | undefined;
  /** Whether every answer for this trust is undefined, so that the text need not be read. */
  isOff(trust: Trust): boolean;
  /** Whether a match may be blocked or redacted, so that a stream has to wait for the guard. */
  mayChange(trust: Trust): boolean;
}

/** A policy by names. */
export type Table = Extract<Policy, object>;

/**
 * Policy and defaults as one. A scored guard acts from its block threshold on, warns from its warn threshold on, and says
 * nothing below; `warn`, `allow` and what a table says by name begin at the warn threshold. Trusted text that has a default
 * of its own keeps it, unless the table speaks of `trusted`, or the guard is switched off.
 */
export function decider(given: Policy | undefined, defaults: DefaultPolicy, thresholds: Guard['thresholds']): Decider {
  const table: Table = isTable(given) ? given : {};
  const plain = isTable(given) ? undefined : given;
  const isApart = (trust: Trust): boolean => trust === 'trusted' && defaults.trust.trusted !== defaults.trust.user;
  const ofTrust = (trust: Trust): Choice =>
    plain === undefined || (isApart(trust) && plain !== false) ? defaults.trust[trust] : plain;
  const named = (match: Match, trust: Trust): Choice | undefined => {
    const own = table[trust];
    const tables = [...(isTable(own) ? [own] : []), ...(isApart(trust) ? [] : [table])];
    return byName(tables, match);
  };
  const unnamed = (match: Match, trust: Trust): Choice => {
    const own = table[trust];
    const usual = own === undefined || isTable(own) ? ofTrust(trust) : own;
    return usual === false ? false : (byName([defaults.names ?? {}], match) ?? usual);
  };
  /** Every choice that a match of this trust may meet. */
  const choices = (trust: Trust): readonly Choice[] => {
    const own = table[trust];
    const usual = own === undefined || isTable(own) ? ofTrust(trust) : own;
    const names = isApart(trust) ? [] : Object.keys(table).filter((name) => !isTrust(name));
    const rest = [usual, ...(usual === false ? [] : Object.values(defaults.names ?? {}))];
    const all = [...names.map((name) => table[name]), ...(isTable(own) ? Object.values(own) : []), ...rest];
    return all.filter((each): each is Choice => each !== undefined && !isTable(each));
  };
  const perTrust = <T>(ask: (choices: readonly Choice[]) => T) =>
    new Map(TRUSTS.map((trust) => [trust, ask(choices(trust))]));
  const off = perTrust((all) => all.every((each) => each === false));
  const changing = perTrust((all) => all.some((each) => each === 'block' || each === 'redact'));
  return {
    decide(match, trust) {
      const byTheirName = named(match, trust);
      const chosen = byTheirName ?? unnamed(match, trust);
      const limits = thresholds?.[trust];
      if (chosen === false || (limits && match.score < limits.warn)) return undefined;
      const isSure = !limits || match.score >= limits.block || byTheirName !== undefined || chosen === 'allow';
      return isSure ? chosen : 'warn';
    },
    isOff: (trust) => off.get(trust) ?? true,
    mayChange: (trust) => changing.get(trust) ?? false,
  };
}

/** A decider whose every `block` and `redact` only warns. */
export const reporting = ({ decide, isOff }: Decider): Decider => ({
  decide(match, trust, matched) {
    const action = decide(match, trust, matched);
    return action === 'block' || action === 'redact' ? 'warn' : action;
  },
  isOff,
  mayChange: () => false,
});

/** A text that is known and may stand, wherever a rule (or an entity) finds it. */
export interface AllowEntry {
  readonly rule: string;
  /** The found text, or a pattern that matches it; anchor it with ^ and $. */
  readonly text: string | RegExp;
}

/** A decider that lets known texts pass; the finding stays. */
export const allowing = (known: readonly AllowEntry[], { decide, ...rest }: Decider): Decider => ({
  ...rest,
  decide(match, trust, matched) {
    const action = decide(match, trust, matched);
    const isKnown = ({ rule, text }: AllowEntry) =>
      (rule === match.rule || rule === match.entity) &&
      (typeof text === 'string' ? text === matched : text.test(matched));
    return action !== undefined && known.some(isKnown) ? 'allow' : action;
  },
});

/** What the first table says that names the rule, else the first that names the entity. */
function byName(tables: readonly (Table | ActionTable)[], { rule, entity }: Match): Choice | undefined {
  for (const name of [rule, entity])
    for (const table of tables) {
      const found = name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
      if (found !== undefined && !isTable(found)) return found;
    }
  return undefined;
}

const isTable = (value: Policy | ActionTable | Choice | undefined): value is Table => isObject(value);
