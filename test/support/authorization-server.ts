import { Worker } from 'node:worker_threads';

/** A request that was received; those to the API have the path `/v1`. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly authorization?: string;
}

export interface RealAuthorizationServer extends AsyncDisposable {
  readonly issuer: string;
  /** Requests to the token endpoint, for metadata, and to the API, in order of arrival. */
  readonly received: readonly Received[];
  /** The API takes none of the tokens any more that it has seen. */
  revoke(): Promise<void>;
}

export const SECRET = ['secret', 'CANARY', 'of+the/client: 0123456789'].join('-');

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};

export const newKeys = () => crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);

export async function pemOf(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der.match(/.{1,64}/g)?.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

const publicOf = async (key: CryptoKey, more: object) => ({ ...(await crypto.subtle.exportKey('jwk', key)), ...more });

/** `oidc-provider` with a client for each method, and an API, in a thread. `keys` are those of clients and accounts that sign. */
export async function realAuthorizationServer(keys: CryptoKeyPair): Promise<RealAuthorizationServer> {
  const own = await newKeys();
  const client = (client_id: string, token_endpoint_auth_method: string, more: object) => ({
    client_id,
    token_endpoint_auth_method,
    grant_types: ['client_credentials', 'urn:ietf:params:oauth:grant-type:token-exchange'],
    redirect_uris: [],
    response_types: [],
    scope: 'chat',
    ...more,
  });
  const jwk = await publicOf(keys.publicKey, { kid: 'k1', use: 'sig', alg: 'RS256' });
  const worker = new Worker(new URL('./authorization-server-worker.ts', import.meta.url), {
    stdout: true,
    stderr: true,
    workerData: {
      clients: [
        client('basic', 'client_secret_basic', { client_secret: SECRET }),
        client('post', 'client_secret_post', { client_secret: SECRET }),
        client('jwt', 'private_key_jwt', { jwks: { keys: [jwk] } }),
        client('account', 'none', { grant_types: ['urn:ietf:params:oauth:grant-type:jwt-bearer'] }),
      ],
      accountKey: jwk,
      sign: { ...(await publicOf(own.privateKey, { kid: 's1', use: 'sig', alg: 'RS256', key_ops: undefined })) },
    },
  });
  const received: Received[] = [];
  const started = Promise.withResolvers<string>();
  let onDone = () => {};
  worker.once('error', started.reject);
  worker.on('message', (message: Partial<Received> & { issuer?: string; done?: string }) => {
    if (message.issuer) started.resolve(message.issuer);
    else if (message.done) onDone();
    else received.push(message as Received);
  });
  return {
    issuer: await started.promise,
    received,
    revoke: () =>
      new Promise((resolve) => {
        onDone = resolve;
        worker.postMessage('revoke');
      }),
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}
