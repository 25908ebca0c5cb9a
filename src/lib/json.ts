/** A value as JSON holds it, before anything is known about it. */
export type JsonRecord = { readonly [key: string]: unknown };

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Parses JSON that somebody else wrote. Own `__proto__` keys, and `constructor` keys that hold a `prototype`, are left
 * out, so that no later merge can reach a prototype. Returns undefined for text that is not JSON, which JSON itself
 * cannot say. Linear in the length of the text.
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // the message of a SyntaxError quotes the text
  }
  if (typeof value === 'object' && MAY_POISON.test(text)) removePoison(value);
  return value;
}

const MAY_POISON = /__proto__|prototype|\\u00/; // a key may be spelt with escapes

function removePoison(root: unknown): void {
  const pending: unknown[] = [root]; // a list rather than recursion: JSON nests deeper than the stack
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const key of ['__proto__', 'constructor'])
      if (Object.hasOwn(value, key) && reachesPrototype(key, Reflect.get(value, key)))
        Reflect.deleteProperty(value, key);
    for (const inner of Object.values(value)) if (typeof inner === 'object') pending.push(inner);
  }
}

/** Whether a later merge of an object with this property could reach a prototype. */
export const reachesPrototype = (key: string, value: unknown): boolean =>
  key === '__proto__' || (key === 'constructor' && isRecord(value) && Object.hasOwn(value, 'prototype'));

/** Models without a JSON mode like to put their JSON in a code fence. */
export const unfenced = (text: string): string => /^```\w*\n([\s\S]*)\n```$/.exec(text.trim())?.[1] ?? text;
