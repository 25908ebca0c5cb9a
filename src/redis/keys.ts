import { hexadecimalDigest } from './client.ts';

/** The keys of one set of limits. Names and scopes are in them as hashes only. */
export interface Keys {
  /** @param of whose limits they are */
  limits(of: string): Promise<LimitKeys>;
  /** @param of what a budget is counted by */
  spending(of: string): Promise<string>;
  /** All on one node of a cluster. @param of what starts are counted by */
  rates(of: readonly string[]): Promise<readonly string[]>;
}

export interface LimitKeys {
  readonly places: string;
  /** In the order of the script that takes. */
  readonly all: readonly string[];
}

/** In a cluster, what stands in braces keeps the keys of one script on one node. */
export const keysOf = (prefix: string, name: string): Keys => ({
  async limits(of) {
    const tag = `${prefix}:{${await hash([name, of])}}`;
    const places = `${tag}:places`;
    return { places, all: [`${tag}:rates`, `${tag}:slots`, places, `${tag}:line`, `${tag}:seen`] };
  },
  async spending(of) {
    return `${prefix}:{${await hash([name, of])}}:spent`;
  },
  async rates(of) {
    const [tag, ...keys] = await Promise.all([hash([name]), ...of.map((key) => hash([name, key]))]);
    return keys.map((key) => `${prefix}:{${tag}}:${key}:started`);
  },
});

const hash = async (names: readonly string[]): Promise<string> =>
  (await hexadecimalDigest('SHA-256', JSON.stringify(names))).slice(0, 32);
