import { type ApiKeys, apiKeys, type Gateway, type GatewayOptions, gateway } from '../../node/gateway.ts';
import { fileStore } from '../../node/vault/file-store.ts';
import { memoryStore } from '../../vault/memory-store.ts';
import type { CommandContext } from '../commands/command.ts';
import { UsageError } from '../usage-error.ts';
import { textOf } from '../values.ts';
import { isGateway, loadConfig } from './config.ts';
import type { Place } from './place.ts';
import type { Playground } from './playground.ts';
import type { ServerLog } from './request-log.ts';

export interface Served {
  readonly gateway: Gateway;
  /** Made for this run, where nothing says who may ask. */
  readonly key?: string | undefined;
  /** What answers where no model is named. */
  readonly model?: string | undefined;
  /** Lets go of what was opened here. */
  readonly close: () => Promise<void>;
}

/** The gateway of the configuration, or one over the provider that the flags name. Throws UsageError. */
export async function gatewayOf(
  context: CommandContext,
  { isLocal }: Place,
  { request, tell }: ServerLog,
  playground: Playground | undefined,
): Promise<Served> {
  const open = playground?.letIn ?? ((options: GatewayOptions) => options);
  const path = textOf(context.flags, 'config');
  const stored = await storedKeys(context, tell);
  if (path === undefined) {
    const client = await context.client();
    const { auth, key } = stored ?? (await freshKey());
    const made = gateway(open({ client, auth, audit: request, metrics: isLocal }));
    return { gateway: made, key, model: client.targets[0]?.model, close: () => client.close({ drainMs: 0 }) };
  }
  for (const flag of ['provider', 'model', 'base-url', 'report'] as const)
    if (context.flags[flag] !== undefined) throw new UsageError(`--${flag} does not go with --config: say it there`);
  const config = await loadConfig(path);
  if (playground && isGateway(config))
    throw new UsageError('--playground needs the options of a gateway from --config, as it adds to them who may ask');
  const made = isGateway(config) ? config : configured(() => gateway(open({ audit: request, ...stored, ...config })));
  return { gateway: made, close: async () => {} };
}

function configured(make: () => Gateway): Gateway {
  try {
    return make();
  } catch (error) {
    throw new UsageError(`--config: ${(error as TypeError).message}`); // options are named in it, and no values
  }
}

interface Keys {
  readonly auth: ApiKeys;
  readonly key?: string;
}

/** The keys of `secure-llm keys`, where `--keys` names their folder. */
async function storedKeys({ flags }: CommandContext, tell: ServerLog['tell']): Promise<Keys | undefined> {
  const folder = textOf(flags, 'keys');
  if (folder === undefined) return undefined;
  const auth = apiKeys({ store: fileStore(folder) });
  if ((await auth.list()).length === 0)
    tell(`there are no keys yet: make one with secure-llm keys create --principal NAME --keys ${folder}`);
  return { auth };
}

async function freshKey(): Promise<Keys> {
  const auth = apiKeys({ store: memoryStore() });
  const scopes = ['chat', 'summarize', 'sentiment', 'object'] as const;
  const { key } = await auth.create({ principal: { id: 'local', scopes }, name: 'secure-llm serve' });
  return { auth, key };
}
