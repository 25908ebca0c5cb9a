/** What is used of ioredis 5 and 6, its cluster included. */
export interface IoredisClient {
  evalsha(sha1: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>;
  eval(script: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** What is used of node-redis (the package `redis`), its cluster included. */
export interface NodeRedisClient {
  evalSha(sha1: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** A connected client; it stays the caller's, who also closes it. */
export type RedisClient = IoredisClient | NodeRedisClient;

/** A Lua script, known to Redis by its hash once it has run there. */
export interface Script {
  readonly text: string;
  readonly sha1: () => Promise<string>;
}

/** Runs a script, by its hash where Redis knows it. Rejects with whatever the client rejects with. */
export type RunScript = (script: Script, keys: readonly string[], args: readonly string[]) => Promise<unknown>;

export function script(text: string): Script {
  let hash: Promise<string> | undefined;
  return {
    text,
    sha1: () => {
      hash ??= hexadecimalDigest('SHA-1', text); // SHA-1 is what Redis names scripts by
      return hash;
    },
  };
}

export async function hexadecimalDigest(algorithm: 'SHA-1' | 'SHA-256', text: string): Promise<string> {
  const digest = await crypto.subtle.digest(algorithm, new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function runWith(client: RedisClient): RunScript {
  const { byHash, whole } = callsOf(client);
  return async (script, keys, args) => {
    const sha1 = await script.sha1();
    try {
      return await byHash(sha1, keys, args);
    } catch (error) {
      if (!String((error as Error | undefined)?.message).startsWith('NOSCRIPT')) throw error;
      return whole(script.text, keys, args); // which also makes it known again
    }
  };
}

type Evaluate = (script: string, keys: readonly string[], args: readonly string[]) => Promise<unknown>;

function callsOf(client: RedisClient): { readonly byHash: Evaluate; readonly whole: Evaluate } {
  if ('evalsha' in client)
    return {
      byHash: (sha1, keys, args) => client.evalsha(sha1, keys.length, ...keys, ...args),
      whole: (text, keys, args) => client.eval(text, keys.length, ...keys, ...args),
    };
  return {
    byHash: (sha1, keys, args) => client.evalSha(sha1, { keys: [...keys], arguments: [...args] }),
    whole: (text, keys, args) => client.eval(text, { keys: [...keys], arguments: [...args] }),
  };
}
