import { invalid, limit } from '../lib/check.ts';
import { systemClock } from '../lib/clock.ts';
import type { Clock } from '../types/clock.ts';
import type { ComparingStore } from './store.ts';

/** Keeps strings in the memory of this process, without a bound but their time to live. `clock` is for tests. */
export function memoryStore({ clock = systemClock }: { readonly clock?: Clock } = {}): ComparingStore {
  const items = new Map<string, { readonly value: string; readonly until: number }>();
  const getItem = (key: string): string | null => {
    const item = items.get(key);
    if (item && clock.now() < item.until) return item.value;
    items.delete(key);
    return null;
  };
  const setItem: ComparingStore['setItem'] = (key, value, { ttl = Number.POSITIVE_INFINITY } = {}) =>
    void items.set(key, { value, until: clock.now() + limit(ttl, 'ttl', invalid) * 1_000 });
  return {
    getItem,
    setItem,
    compareAndSet(key, before, after, options) {
      if ((getItem(key) ?? undefined) !== before) return false;
      setItem(key, after, options);
      return true;
    },
    removeItem: (key) => void items.delete(key),
    getKeys: (base = '') => [...items.keys()].filter((key) => key.startsWith(base) && getItem(key) !== null),
  };
}
