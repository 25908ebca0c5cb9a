import { misuse } from '../lib/check.ts';
import { randomId } from '../lib/id.ts';
import { refusalAnswer } from './answers.ts';
import { readPrincipal } from './auth/read-principal.ts';
import { bearerOf } from './http/bearer.ts';
import { readJsonBody } from './http/body.ts';
import type { Limits } from './limits/limits.ts';
import { modelNamed, modelsFor } from './models.ts';
import type { GatewaySettings } from './options.ts';
import type { Authenticator, Principal } from './principal.ts';
import { Refusal, refusalOf } from './refusal.ts';
import type { Route, ServedModel, Visit } from './route.ts';

/** What a request is let in with. */
export interface EntranceParts {
  readonly settings: GatewaySettings;
  readonly limits: Limits;
  readonly models: readonly ServedModel[];
  /** Aborts when the gateway closes. */
  readonly closing: AbortSignal;
}

/** How a request was answered, and what was found out about it. */
export interface Entered {
  readonly id: string;
  readonly response: Response;
  readonly principal?: Principal | undefined;
  readonly refusal?: Refusal | undefined;
}

/** Lets a request in, step by step, or refuses it. The order is a security property. */
export async function enter(
  route: Route,
  request: Request,
  address: string | undefined,
  { settings, limits, models, closing }: EntranceParts,
): Promise<Entered> {
  const id = randomId('req');
  let principal: Principal | undefined;
  try {
    await limits.knock(address);
    principal = await authenticated(request, settings);
    if (route.scope && !principal.scopes.includes(route.scope)) throw forbidden(`needs the scope \`${route.scope}\``);
    const headers = await limits.enter(principal, route);
    const response = await route.handle(visitOf(id, request, principal, { settings, limits, models, closing }));
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return { id, response, principal };
  } catch (error) {
    const refusal = refusalOf(error);
    return { id, response: refusalAnswer(refusal, route.errors, id), principal, refusal };
  }
}

/** One answer for every reason, so that nobody learns which. */
const unauthenticated = () =>
  new Refusal(401, 'invalid_api_key', 'A valid bearer token is needed', {
    headers: { 'www-authenticate': 'Bearer realm="secure-llm"' },
  });

const forbidden = (rule: string) => new Refusal(403, 'permission_denied', `This ${rule}`);

async function authenticated(request: Request, { auth }: GatewaySettings): Promise<Principal> {
  const token = bearerOf(request.headers);
  if (token === undefined) throw unauthenticated();
  const principal = await firstToKnow(auth, token, request);
  if (!principal) throw unauthenticated();
  if (principal.expiresAt !== undefined && Date.now() >= principal.expiresAt * 1_000) throw unauthenticated();
  if (principal.origin !== undefined && request.headers.get('origin') !== principal.origin) throw unauthenticated();
  return principal;
}

async function firstToKnow(auth: readonly Authenticator[], token: string, request: Request) {
  try {
    for (const authenticate of auth) {
      const principal = await authenticate(token, request);
      if (principal) return readPrincipal(principal, 'principal', misuse);
    }
    return undefined;
  } catch {
    throw new Refusal(503, 'authentication_unavailable', 'Who asks cannot be told now: retry later', {
      retryAfterMs: 5_000,
    });
  }
}

function visitOf(
  id: string,
  request: Request,
  principal: Principal,
  { settings, limits, models: all, closing }: EntranceParts,
): Visit {
  const signal = AbortSignal.any([request.signal, closing]);
  const models = modelsFor(all, principal);
  return {
    id,
    request,
    principal,
    signal,
    json: () => readJsonBody(request, settings, signal),
    models,
    model: (name) => modelNamed(models, name),
    callOptions: { signal, scope: principal.tenant ?? principal.id },
    reserve: (estimate) => limits.reserve(principal, estimate),
    tokens: settings.tokens,
  };
}
