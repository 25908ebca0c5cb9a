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
  for (const [key, inner] of Object.entries(value)) {
    const name = await map(key, 'key');
    changed ||= name !== key;
    entries.set(unused(name, entries), await mapped(inner));
  }
  return changed ? Object.freeze(Object.fromEntries(entries)) : value;
}

function unused(name: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++) if (!taken.has(`${name} (${number})`)) return `${name} (${number})`;
}
