import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Gateway, GatewayOptions } from '../../gateway/index.ts';
import { UsageError } from '../usage-error.ts';
import { isLoopback, type Place } from './place.ts';

/** A page to chat in, and what lets it in: a token of its own, minted for its own origin, on this machine alone. */
export interface Playground {
  /** Adds who the page is to the options of a gateway. */
  readonly letIn: (options: GatewayOptions) => GatewayOptions;
  /** Answers what is asked under `/playground/`; the rest goes on to `handler`. */
  readonly before: (handler: RequestListener, gateway: Gateway) => RequestListener;
}

const ROOT = '/playground/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Beside this code where it was built, else where the build puts it. */
const FOLDERS = ['./playground/', '../../../dist/playground/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** Throws UsageError where others than this machine could reach it: the page asks nobody who they are. */
export async function openPlayground({ host }: Place, ...folders: readonly string[]): Promise<Playground> {
  if (!isLoopback(host)) throw new UsageError('--playground lets in whoever reaches it: leave --host out');
  const files = await filesOf(folders.length > 0 ? folders : FOLDERS);
  const secret = randomBytes(32).toString('base64url');
  const principal = { id: 'playground', scopes: ['chat', 'tokens'] } as const;
  return {
    letIn: ({ auth, tokens = { key: randomBytes(32) }, ...options }) => ({
      ...options,
      tokens,
      auth: [async (token) => (token === secret ? principal : undefined), ...[auth].flat()],
    }),
    before: (handler, gateway) => (request, response) => {
      const path = new URL(request.url ?? '', 'http://localhost').pathname;
      if (`${path}/` === ROOT) send(response, 307, { location: ROOT });
      else if (!path.startsWith(ROOT)) handler(request, response);
      else if (!isOwnHost(request)) send(response, 403);
      else if (path === `${ROOT}token`) void mint(request, response, gateway, secret).catch(() => send(response, 500));
      else sendFile(request, response, files.get(path.slice(ROOT.length) || 'index.html'));
    },
  };
}

type File = readonly [type: string, bytes: Buffer];

async function filesOf(folders: readonly string[]): Promise<ReadonlyMap<string, File>> {
  for (const folder of folders) {
    const names = await readdir(folder).catch((): string[] => []);
    if (!names.includes('index.html')) continue;
    const read = names.map(
      async (name): Promise<[string, File]> => [
        name,
        [TYPES[extname(name)] ?? 'application/octet-stream', await readFile(join(folder, name))],
      ],
    );
    return new Map(await Promise.all(read));
  }
  throw new UsageError('--playground was not built: run `npm run build`');
}

/** A name that leads elsewhere, or later to here, must not read the page's tokens (DNS rebinding). */
const isOwnHost = ({ headers: { host = '' } }: IncomingMessage): boolean =>
  URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, ''));

/** A token for the page, which may chat and nothing else. A page of another origin gets none. */
async function mint(request: IncomingMessage, response: ServerResponse, gateway: Gateway, secret: string) {
  const { host, origin } = request.headers;
  const own = `${'encrypted' in request.socket ? 'https' : 'http'}://${host}`;
  if (request.method !== 'POST') return send(response, 405, { allow: 'POST' });
  if (origin !== own) return send(response, 403);
  const minted = await gateway.fetch(
    new Request(`${own}/api/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ origin, scopes: ['chat'] }),
    }),
  );
  send(response, minted.status, { 'content-type': 'application/json' }, await minted.text());
}

function sendFile({ method }: IncomingMessage, response: ServerResponse, file: File | undefined): void {
  if (!file) send(response, 404);
  else if (method !== 'GET' && method !== 'HEAD') send(response, 405, { allow: 'GET, HEAD' });
  else send(response, 200, { 'content-type': file[0] }, file[1]);
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body?: string | Buffer,
): void {
  response.writeHead(status, { ...HEADERS, ...headers }).end(body);
}
