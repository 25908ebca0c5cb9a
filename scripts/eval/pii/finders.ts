import { entities } from '../../../src/guards/entities.ts';
import { personalData } from '../../../src/guards/personal-data.ts';
import type { TextGuard } from '../../../src/types/guard.ts';
import type { Span } from './spans.ts';
import { typeOf } from './types.ts';

/** The guards that find personal data. */
const FINDERS: readonly TextGuard[] = [personalData, entities];

/** A find, under the type that the data would give it. */
export interface Find extends Span {
  readonly rule: string;
}

/** What those find that are on where nobody chooses. */
export const usualFindsIn = (text: string): readonly Find[] => findsOf([personalData], text);

/** What all of them find in a text. */
export const findsIn = (text: string): readonly Find[] => findsOf(FINDERS, text);

const findsOf = (guards: readonly TextGuard[], text: string): readonly Find[] =>
  guards.flatMap((guard) =>
    guard.scan(text).map(({ rule, entity, start, end }) => ({ rule, type: typeOf(entity ?? rule), start, end })),
  );
