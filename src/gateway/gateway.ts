import { Hono } from 'hono';
import { randomId } from '../lib/id.ts';
import { refusalAnswer } from './answers.ts';
import { type EntranceParts, enter } from './entrance.ts';
import { corsHeaders, preflight } from './http/cors.ts';
import { withHeaders } from './http/headers.ts';
import { servedModels } from './models.ts';
import { type GatewayOptions, readGatewayOptions } from './options.ts';
import { Refusal } from './refusal.ts';
import type { PublicPage, Route } from './route.ts';
import { PAGES, ROUTES } from './routes.ts';

/** What a server knows of a connection beside the request. */
export interface ConnectionInfo {
  /** The address at the other end of the socket. */
  readonly remoteAddress?: string | undefined;
}

/** An endpoint for language models with everything checked on the way: a fetch handler for any runtime. */
export interface Gateway {
  /** Answers a request; never rejects. */
  readonly fetch: (request: Request, connection?: ConnectionInfo) => Promise<Response>;
  /** Refuses new requests, gives running ones `drainMs` milliseconds, then aborts them. @default 10_000 */
  close(options?: { readonly drainMs?: number | undefined }): Promise<void>;
}

/** Throws TypeError for an option that is wrong or unknown. */
export function gateway(options: GatewayOptions): Gateway {
  const settings = readGatewayOptions(options);
  const closing = new AbortController();
  const parts: EntranceParts = {
    settings,
    limits: UNLIMITED,
    models: servedModels(settings.client, settings.models),
    closing: closing.signal,
  };
  const app = new Hono<{ Bindings: ConnectionInfo }>();
  for (const route of ROUTES) {
    app.on(route.method, route.path, async ({ req: { raw: request }, env }) => {
      const { id, response } = await enter(route, request, addressOf(env), parts);
      return withHeaders(response, { 'x-request-id': id, ...corsHeaders(request, settings.cors) });
    });
  }
  for (const page of PAGES) app.get(page.path, () => withHeaders(page.answer(), {}));
  for (const [path, methods] of methodsByPath([...ROUTES, ...PAGES])) {
    const allow = methods.join(', ');
    app.options(path, ({ req: { raw: request } }) => withHeaders(preflight(request, settings.cors, allow), {}));
    app.all(path, () => {
      const refusal = new Refusal(405, 'method_not_allowed', `This takes ${allow}`, { headers: { allow } });
      return refused(refusal, path);
    });
  }
  app.notFound(({ req }) => refused(new Refusal(404, 'not_found', 'There is nothing here'), req.path));
  return {
    fetch: async (request, connection) => app.fetch(request, connection),
    async close() {
      closing.abort(new DOMException('The gateway closes', 'AbortError'));
    },
  };
}

/** The methods of each path; a page takes GET. */
function methodsByPath(all: readonly (Route | PublicPage)[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const each of all) {
    const method = 'method' in each ? each.method : 'GET';
    const known = methods.get(each.path) ?? [];
    methods.set(each.path, [...known, ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
  }
  return methods;
}

/** For requests that no route takes. */
function refused(refusal: Refusal, path: string): Response {
  const id = randomId('req');
  const form = path.startsWith('/v1/') ? 'openai' : 'problem';
  return withHeaders(refusalAnswer(refusal, form, id), { 'x-request-id': id });
}

const addressOf = (connection: ConnectionInfo | undefined): string | undefined =>
  typeof connection?.remoteAddress === 'string' ? connection.remoteAddress : undefined;

const UNLIMITED: EntranceParts['limits'] = {
  knock: async () => {},
  enter: async () => ({}),
  reserve: async () => ({ settle: () => {} }),
};
