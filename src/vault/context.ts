import { InvalidInputError } from '../errors.ts';
import { integer, invalid, show } from '../lib/check.ts';
import type { RecordContext } from '../types/vault.ts';

const utf8 = new TextEncoder();

/** A context as bytes: no two give the same. */
export function contextBytes(context: RecordContext): {
  /** All but the version. */
  readonly place: Uint8Array<ArrayBuffer>;
  readonly all: Uint8Array<ArrayBuffer>;
} {
  const { purpose, tenant, id, version } = context;
  const texts = Object.entries({ purpose, tenant, id }).map(([name, text]) => wellFormed(text, `context.${name}`));
  const place = JSON.stringify(texts);
  return {
    place: utf8.encode(place),
    all: utf8.encode(`${place}${integer(0)(version, 'context.version', invalid)}`),
  };
}

/** A text that UTF-8 gives back as it was. */
export function wellFormed(text: unknown, field: string): string {
  if (typeof text !== 'string') throw new InvalidInputError(field, `must be a string, got ${show(text)}`);
  if (!text.isWellFormed())
    throw new InvalidInputError(
      field,
      'holds half of a surrogate pair: pass it through `toWellFormed()` or JSON first',
    );
  return text;
}
