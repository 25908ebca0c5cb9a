import type { Flags } from './arguments.ts';
import type { FlagName } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** The value of a flag that takes one. */
export function textOf(flags: Flags, name: FlagName): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** An integer from `min` to `max`. */
export function countOf(flags: Flags, name: FlagName, min: number, max: number): number | undefined {
  const value = textOf(flags, name);
  if (value === undefined) return undefined;
  const count = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (count >= min && count <= max) return count;
  throw new UsageError(`--${name} must be an integer from ${min} to ${max}`);
}

/** One of a few words. */
export function choiceOf<const T extends string>(flags: Flags, name: FlagName, choices: readonly T[]): T | undefined {
  const value = textOf(flags, name);
  const found = choices.find((choice) => choice === value);
  if (value === undefined || found !== undefined) return found;
  throw new UsageError(`--${name} must be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`);
}

/** Words between commas. */
export function wordsOf(flags: Flags, name: FlagName, max: number): readonly string[] | undefined {
  const words = textOf(flags, name)
    ?.split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words && (words.length === 0 || words.length > max))
    throw new UsageError(`--${name} must hold 1 to ${max} words with commas between them`);
  return words;
}
