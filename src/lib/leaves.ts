import { reachesPrototype } from './json.ts';

/** How deep a JSON value may nest for `mapLeaves`, which walks it by recursion. */
export const MAX_DEPTH = 500;

/** Whether a JSON value nests deeper than `mapLeaves` goes. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}

/** What becomes of a string, a key or a number, the last as JSON writes it. */
export type MapLeaf = (text: string, kind: 'string' | 'key' | 'number') => Promise<string>;

/** Numbers with fewer characters than this stand for nothing that is looked for. */
const SHORT_NUMBER = 8;

/**
 * The same JSON value with every string, key and long number passed through `map`; the value itself where none changed. A
 * number that changes becomes a string; of keys that become the same the later ones are numbered, so that nothing is lost.
 * A key through which a merge could reach a prototype is left out, as in `parseJson`.
 */
export async function mapLeaves(value: unknown, map: MapLeaf): Promise<unknown> {
  if (typeof value === 'string') return map(value, 'string');
  if (typeof value === 'number') {
    const written = String(value);
    const mapped = written.length < SHORT_NUMBER ? written : await map(written, 'number');
    return mapped === written ? value : mapped;
  }
  if (typeof value !== 'object' || value === null) return value;
  let changed = false;
  const mapped = async (inner: unknown): Promise<unknown> => {
    const result = await mapLeaves(inner, map);
    changed ||= !Object.is(result, inner);
    return result;
  };
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) items.push(await mapped(item));
    return changed ? Object.freeze(items) : value;
  }
  const entries = new Map<string, unknown>();
  const numbers = new Map<string, number>();
  for (const [key, inner] of Object.entries(value)) {
    const name = await map(key, 'key');
    const leaf = await mapped(inner);
    const isKept = !reachesPrototype(name, leaf);
    changed ||= name !== key || !isKept;
    if (isKept) entries.set(unused(name, entries, numbers), leaf);
  }
  return changed ? Object.freeze(Object.fromEntries(entries)) : value;
}

/** @param numbers those that were tried for a name: tried again for each key, they would take quadratic time */
function unused(name: string, taken: ReadonlyMap<string, unknown>, numbers: Map<string, number>): string {
  if (!taken.has(name)) return name;
  let number = numbers.get(name) ?? 2;
  while (taken.has(`${name} (${number})`)) number++;
  numbers.set(name, number + 1);
  return `${name} (${number})`;
}
