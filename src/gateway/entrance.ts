import { orAborted } from '../lib/abort.ts';
import { misuse } from '../lib/check.ts';
import { randomId } from '../lib/id.ts';
import { refusalAnswer } from './answers.ts';
import { readPrincipal } from './auth/read-principal.ts';
import { bearerOf } from './http/bearer.ts';
import { readJsonBody } from './http/body.ts';
import { addHeaders } from './http/headers.ts';
import type { LimitHeaders, Limits } from './limits/limits.ts';
import { modelNamed, modelsFor } from './models.ts';
import type { GatewaySettings } from './options.ts';
import { type Authenticator, type Principal, scopeOf } from './principal.ts';
import type { Notes } from './record.ts';
import { Refusal, refusalOf } from './refusal.ts';
import type { Route, ServedModel, Visit } from './route.ts';
import type { Running } from './running.ts';

/** What a request is let in with. */
export interface EntranceParts {
  readonly settings: GatewaySettings;
  readonly limits: Limits;
  readonly models: readonly ServedModel[];
  readonly running: Running;
}

/** How a request was answered, and what was found out about it. */
export interface Entered {
  readonly id: string;
  readonly response: Response;
  readonly principal?: Principal | undefined;
  readonly refusal?: Refusal | undefined;
  readonly notes: Notes;
  /** Aborts when the caller disconnects, or the time of the gateway is over. */
  readonly signal: AbortSignal;
  /** To be called when the answer is over. */
  leave(): void;
}

/** Lets a request in, step by step, or refuses it. The order is a security property. */
export async function enter(
  route: Route,
  request: Request,
  address: string | undefined,
  parts: EntranceParts,
): Promise<Entered> {
  const { settings, limits, running } = parts;
  const id = randomId('req');
  const signal = AbortSignal.any([request.signal, running.over]);
  const notes: Notes = {};
  const leaving: (() => void)[] = [];
  const leave = () => {
    for (const step of leaving) step();
  };
  let principal: Principal | undefined;
  let headers: LimitHeaders = {};
  try {
    leaving.push(running.begin());
    await limits.knock(address, request.headers);
    principal = await authenticated(request, settings);
    if (route.scope && !principal.scopes.includes(route.scope)) throw forbidden(`needs the scope \`${route.scope}\``);
    const admission = await limits.enter(principal, route);
    leaving.push(admission.leave);
    headers = admission.headers;
    const visit = visitOf({ id, request, principal, signal, notes }, parts);
    const response = addHeaders(await orAborted(route.handle(visit), signal), headers);
    return { id, response, principal, notes, signal, leave };
  } catch (error) {
    const refusal = request.signal.aborted ? left() : refusalOf(signal.aborted ? signal.reason : error);
    const response = addHeaders(refusalAnswer(refusal, route.errors, id), headers);
    return { id, response, principal, refusal, notes, signal, leave };
  }
}

/** Nobody reads it. */
const left = () => new Refusal(499, 'client_closed_request', 'The caller left');

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
  { id, request, principal, signal, notes }: Pick<Visit, 'id' | 'request' | 'principal' | 'signal'> & { notes: Notes },
  { settings, limits, models: all }: EntranceParts,
): Visit {
  const models = modelsFor(all, principal);
  return {
    id,
    request,
    principal,
    signal,
    json: () => readJsonBody(request, settings, signal),
    maxBodyDepth: settings.maxBodyDepth,
    models,
    model(name) {
      const found = modelNamed(models, name);
      notes.model = found.name;
      return found;
    },
    callOptions: { signal, scope: scopeOf(principal), principal: principal.id, requestId: id },
    breaksOff(refusal) {
      notes.code = refusal.code;
      return refusal;
    },
    tokens: settings.tokens,
    async reserve(estimate) {
      const bill = await limits.reserve(principal, estimate);
      return {
        settle(usage) {
          if (usage) notes.usage ??= usage;
          bill.settle(usage);
        },
      };
    },
  };
}
