export interface CorsOptions {
  /** Web origins whose pages may ask: `https://app.example.com`. Never `*`. At most 100. */
  readonly origins: readonly string[];
  /** How long a browser may remember the answer to a preflight, in seconds. @default 600 */
  readonly maxAgeSeconds?: number | undefined;
}

const MAX_AGE_SECONDS = 600;
const ALLOWED_HEADERS = 'authorization, content-type';
const EXPOSED_HEADERS = 'x-request-id, retry-after, ratelimit, ratelimit-policy';

/** The headers that let the page of a listed origin read an answer; none for any other. No cookie ever counts, so none is let through. */
export function corsHeaders(request: Request, cors: CorsOptions | undefined): Record<string, string> {
  if (!cors) return {};
  const origin = request.headers.get('origin');
  if (origin === null || !cors.origins.includes(origin)) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': EXPOSED_HEADERS,
    'cross-origin-resource-policy': 'cross-origin',
  };
}

/** The answer to a preflight. */
export function preflight(request: Request, cors: CorsOptions | undefined, method: string): Response {
  const headers = corsHeaders(request, cors);
  if (headers['access-control-allow-origin'] === undefined) return new Response(null, { status: 403, headers });
  return new Response(null, {
    status: 204,
    headers: {
      ...headers,
      'access-control-allow-methods': method,
      'access-control-allow-headers': ALLOWED_HEADERS,
      'access-control-max-age': String(cors?.maxAgeSeconds ?? MAX_AGE_SECONDS),
    },
  });
}
