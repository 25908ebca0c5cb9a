import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { SecureLLMClient, type SecureLLMClientOptions } from 'secure-llm';
import type { GatewayOptions } from 'secure-llm/gateway';
import { type ScriptedOptions, type ScriptedProvider, type Step, scripted } from 'secure-llm/testing';
import { openGateway } from './gateway.ts';

/** A gateway on 127.0.0.1 with a free port, for one test. */
export interface GatewayServer extends AsyncDisposable {
  /** `http://127.0.0.1:port/v1` */
  readonly baseURL: string;
}

async function serveGateway(options: Partial<GatewayOptions>): Promise<GatewayServer> {
  const { fetch } = openGateway(options);
  const server = createAdaptorServer({ fetch: (request) => fetch(request), overrideGlobalObjects: false });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    async [Symbol.asyncDispose]() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The same in front of a model that plays runs, and that is called `good`. */
export async function serveScript(
  ...runs: readonly (readonly Step[])[]
): Promise<GatewayServer & Pick<ScriptedGateway, 'provider' | 'client'>> {
  const { provider, client, options } = scriptedGateway({}, runs);
  return { ...(await serveGateway(options)), provider, client };
}

export interface ScriptedGateway {
  readonly provider: ScriptedProvider;
  readonly client: SecureLLMClient;
  readonly options: Partial<GatewayOptions>;
}

/** Options of a gateway in front of such a model. */
export function scriptedGateway(
  { script = {}, ...rest }: Partial<SecureLLMClientOptions> & { readonly script?: ScriptedOptions },
  runs: readonly (readonly Step[])[],
): ScriptedGateway {
  const provider = scripted(script, ...runs);
  const client = new SecureLLMClient({ provider, retry: { maxRetries: 0 }, ...rest });
  return { provider, client, options: { client, models: { good: client } } };
}
