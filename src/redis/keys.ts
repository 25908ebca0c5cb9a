import { hexadecimalDigest } from './client.ts';

/** The keys of one set of limits. Names and scopes are in them as hashes only. */
export interface Keys {
  limits(): Promise<LimitKeys>;
  /** @param of what a budget is counted by */
  spending(of: string): Promise<string>;
}

export interface LimitKeys {
  readonly places: string;
  /** In the order of the script that takes. */
  readonly all: readonly string[];
}

/** In a cluster, what stands in braces keeps the keys of one script on one node. */
export function keysOf(prefix: string, name: string): Keys {
  let known: Promise<LimitKeys> | undefined;
  const make = async (): Promise<LimitKeys> => {
    const tag = `${prefix}:{${await hash(name)}}`;
    const places = `${tag}:places`;
    return { places, all: [`${tag}:rates`, `${tag}:slots`, places, `${tag}:line`, `${tag}:seen`] };
  };
  return {
    limits: () => {
      known ??= make();
      return known;
    },
    spending: async (of) => `${prefix}:{${await hash(JSON.stringify([name, of]))}}:spent`,
  };
}

const hash = async (text: string): Promise<string> => (await hexadecimalDigest('SHA-256', text)).slice(0, 32);
