/** How deep a JSON value may nest for `mapLeaves`, which walks it by recursion. */
const MAX_DEPTH = 500;

/** Whether a JSON value nests deeper than `mapLeaves` goes. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}

/** The same JSON value with every string, keys included, passed through `map`; the value itself where none changed. */
export async function mapLeaves(value: unknown, map: (text: string) => Promise<string>): Promise<unknown> {
  if (typeof value === 'string') return map(value);
  if (typeof value !== 'object' || value === null) return value;
  let changed = false;
  const mapped = async (inner: unknown): Promise<unknown> => {
    const result = await mapLeaves(inner, map);
    changed ||= result !== inner;
    return result;
  };
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) items.push(await mapped(item));
    return changed ? Object.freeze(items) : value;
  }
  const entries: (readonly [string, unknown])[] = [];
  for (const [key, inner] of Object.entries(value)) entries.push([String(await mapped(key)), await mapped(inner)]);
  return changed ? Object.freeze(Object.fromEntries(entries)) : value;
}
