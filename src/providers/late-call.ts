import { NetworkError } from '../errors.ts';
import { late } from '../lib/late.ts';
import { opened } from '../lib/opened.ts';
import type { Handler } from '../types/call.ts';

/**
 * The call of a provider whose code comes with the first one, so that a page begins with its options alone. Where it cannot
 * be loaded the attempt fails with NetworkError, and the next one tries again.
 */
export function lateCall(provider: string, load: () => Promise<Handler>): Handler {
  let loaded: Handler | undefined;
  const loading = late(async () => {
    loaded = await load().catch((cause) => {
      throw new NetworkError(`The code that asks \`${provider}\` could not be loaded: call again`, { provider, cause });
    });
    return loaded;
  });
  return (call) => loaded?.(call) ?? opened(async () => (await loading())(call));
}
