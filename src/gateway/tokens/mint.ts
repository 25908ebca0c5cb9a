import type { Principal, Scope } from '../principal.ts';
import { readBody } from '../read-body.ts';
import { badField, Refusal } from '../refusal.ts';
import type { Route, Visit } from '../route.ts';
import { type TokenRequest, TokenRequestSchema, TokenSchema } from './schema.ts';

const MAX_MINTED = 6_000; // characters: servers take headers of 8 KB and more

/** `POST /api/tokens`: a short-lived token for the pages of one web origin, which may do no more than who asks for it. */
export const mintToken: Route = {
  method: 'POST',
  path: '/api/tokens',
  scope: 'tokens',
  errors: 'problem',
  doc: {
    id: 'token',
    summary: 'Mints a short-lived token for the pages of one web origin',
    request: TokenRequestSchema,
    response: TokenSchema,
  },
  async handle(visit) {
    const { tokens } = visit;
    if (!tokens) throw new Refusal(404, 'not_found', 'Tokens are not minted here');
    const asked = readBody(TokenRequestSchema, await visit.json());
    const expiresAt = endOf(asked, visit.principal, tokens.ttlSeconds);
    const token = await tokens.mint({ ...narrowed(asked, visit), expiresAt });
    if (token.length > MAX_MINTED)
      throw badField('models', 'and the limits make the token too long: name fewer models');
    return Response.json({ token, expiresAt });
  },
};

function endOf({ ttlSeconds }: TokenRequest, minter: Principal, longest: number): number {
  if (ttlSeconds !== undefined && ttlSeconds > longest) throw badField('ttlSeconds', `must be at most ${longest}`);
  const end = Math.floor(Date.now() / 1_000) + (ttlSeconds ?? longest);
  return Math.min(end, Math.floor(minter.expiresAt ?? end));
}

/** Never more than the minter, whatever is asked for: the rest is refused rather than left out. */
function narrowed(asked: TokenRequest, { principal: minter, models }: Visit) {
  const { origin, scopes = minter.scopes.filter((scope) => scope !== 'tokens'), principal: user } = asked;
  if (minter.minter !== undefined) throw beyond('principal'); // a minted one would be free of who minted it
  if (minter.origin !== undefined && origin !== minter.origin) throw beyond('origin');
  if (scopes.length === 0 || !scopes.every((scope) => mayPassOn(minter, scope))) throw beyond('scopes');
  if (asked.models && !asked.models.every((name) => models.some((model) => model.name === name)))
    throw beyond('models');
  const { id, tenant, providers, limits, budget } = minter;
  const narrow = { tenant, scopes, models: asked.models ?? minter.models, providers, origin };
  if (user === undefined) {
    if (asked.limits || asked.budget) throw badField('principal', 'is missing: limits and budgets are of a user');
    return { id, limits, budget, ...narrow };
  }
  const own = `${id}/${user}`;
  if (own.length > 128) throw badField('principal', `must be at most ${127 - id.length} characters`);
  return {
    id: own,
    limits: asked.limits ?? limits,
    budget: asked.budget ?? budget,
    minter: { id, limits, budget },
    ...narrow,
  };
}

const mayPassOn = (minter: Principal, scope: Scope): boolean => scope !== 'tokens' && minter.scopes.includes(scope);

const beyond = (field: string): Refusal =>
  new Refusal(403, 'permission_denied', `\`${field}\` asks for more than the minter may do`, { field });
