import { Hono } from 'hono';
import { atLeast, misuse } from '../lib/check.ts';
import { randomId } from '../lib/id.ts';
import { refusalAnswer } from './answers.ts';
import { type EntranceParts, enter } from './entrance.ts';
import { corsHeaders, preflight } from './http/cors.ts';
import { withHeaders } from './http/headers.ts';
import { limitsOf } from './limits/limits.ts';
import { Metrics } from './metrics.ts';
import { servedModels } from './models.ts';
import { type GatewayOptions, readGatewayOptions } from './options.ts';
import { type Answered, outcomes } from './outcomes.ts';
import { type Probe, probes } from './probes.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './route.ts';
import { PAGES, ROUTES } from './routes.ts';
import { Running } from './running.ts';

/** What a server knows of a connection beside the request. */
export interface ConnectionInfo {
  /** The address at the other end of the socket. */
  readonly remoteAddress?: string | undefined;
}

/** An endpoint for language models with everything checked on the way: a fetch handler for any runtime. */
export interface Gateway {
  /** Answers a request; never rejects. */
  readonly fetch: (request: Request, connection?: ConnectionInfo) => Promise<Response>;
  /** What requests have come to so far, in the text format of Prometheus (0.0.4). Numbers only. */
  metrics(): string;
  /** Refuses new requests, gives running ones `drainMs` milliseconds, then aborts them. @default 10_000 */
  close(options?: { readonly drainMs?: number | undefined }): Promise<void>;
}

/** Throws TypeError for an option that is wrong or unknown. */
export function gateway(options: GatewayOptions): Gateway {
  const settings = readGatewayOptions(options);
  const { clock, cors } = settings;
  const running = new Running(settings.maxConcurrent, clock);
  const models = servedModels(settings.client, settings.models);
  const paths = ROUTES.map(({ path }) => path);
  const limits = limitsOf({ ...settings, models, paths });
  const numbers = new Metrics();
  const metrics = () => numbers.text(running.count, models);
  const told = outcomes({ settings, metrics: numbers });
  const parts: EntranceParts = { settings, limits, models, running };
  const pages = [...PAGES, ...probes(running, settings.metrics ? metrics : undefined)];
  const app = new Hono<{ Bindings: ConnectionInfo }>({ getPath });
  for (const route of ROUTES) {
    app.on(route.method, route.path, async ({ req: { raw: request }, env }) => {
      const begun = told(route.path, request);
      const entered = await enter(route, request, addressOf(env), parts);
      return begun(
        withHeaders(entered.response, { 'x-request-id': entered.id, ...corsHeaders(request, cors) }),
        entered,
      );
    });
  }
  for (const page of pages) app.get(page.path, () => withHeaders(page.answer(), {}));
  for (const [path, methods] of methodsByPath([...ROUTES, ...pages])) {
    const allow = methods.join(', ');
    app.options(path, ({ req: { raw: request } }) => withHeaders(preflight(request, cors, allow), {}));
    app.all(path, ({ req: { raw: request } }) => {
      const refusal = new Refusal(405, 'method_not_allowed', `This takes ${allow}`, { headers: { allow } });
      return told(path, request)(...refused(refusal, path));
    });
  }
  app.notFound(({ req: { path, raw: request } }) =>
    told(undefined, request)(...refused(new Refusal(404, 'not_found', 'There is nothing here'), path)),
  );
  return {
    fetch: async (request, connection) => app.fetch(request, connection),
    metrics,
    close: async ({ drainMs = 10_000 } = {}) => running.close(atLeast(0)(drainMs, 'drainMs', misuse)),
  };
}

/** Not decoded, as a route has one spelling: what a proxy keeps from strangers by its path has no other. */
const getPath = ({ url }: Request): string => new URL(url).pathname;

/** The methods of each path; a page takes GET. */
function methodsByPath(all: readonly (Route | Probe)[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const each of all) {
    const method = 'method' in each ? each.method : 'GET';
    const known = methods.get(each.path) ?? [];
    methods.set(each.path, [...known, ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
  }
  return methods;
}

/** For requests that no route takes. */
function refused(refusal: Refusal, path: string): [response: Response, answered: Answered] {
  const id = randomId('req');
  const response = refusalAnswer(refusal, path.startsWith('/v1/') ? 'openai' : 'problem', id);
  return [withHeaders(response, { 'x-request-id': id }), { id, refusal }];
}

const addressOf = (connection: ConnectionInfo | undefined): string | undefined =>
  typeof connection?.remoteAddress === 'string' ? connection.remoteAddress : undefined;
