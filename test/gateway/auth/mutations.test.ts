import { inspect } from 'node:util';
import fc from 'fast-check';
import { type Authenticator, apiKeys, jwt } from 'secure-llm/gateway';
import { memoryStore, newKey } from 'secure-llm/vault';
import { beforeAll, expect, test } from 'vitest';
import { ANYONE, ask, openGateway } from '../../support/gateway.ts';
import { AUDIENCE, ISSUER, type Signer, signer, tokenOf } from '../../support/issuer.ts';

const ORIGIN = 'https://app.example.com';
const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~+/='];
const tokens = { key: newKey() };
const keys = apiKeys({ store: memoryStore() });

let own: Signer;
let auth: readonly Authenticator[];
let real: readonly string[];
const records: unknown[] = [];
const gateway = () => openGateway({ auth, tokens, audit: (record) => void records.push(record) });

beforeAll(async () => {
  own = await signer();
  auth = [jwt({ issuer: ISSUER, audience: AUDIENCE, jwks: { keys: [own.jwk] }, algorithms: ['RS256'] }), keys];
  const { key } = await keys.create({ principal: { id: 'alice', scopes: ['chat'] } });
  const minter = openGateway({ tokens }, ANYONE);
  const { token } = (await (await minter.fetch(ask('/api/tokens', { origin: ORIGIN }))).json()) as { token: string };
  real = [await tokenOf(own), key, token];
});

const visit = (token: string) =>
  gateway().fetch(ask('/v1/models', undefined, { headers: { authorization: `Bearer ${token}`, origin: ORIGIN } }));

/** What a token comes to once it is decoded: the last letter of a part has bits that count for nothing. */
const meaning = (token: string): string =>
  token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.');

const edit = fc.record({
  at: fc.nat(1_000),
  what: fc.constantFrom('put', 'insert', 'cut', 'double', 'reverse'),
  letters: fc.array(fc.constantFrom(...ALPHABET), { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
});

function edited(token: string, { at, what, letters }: typeof edit extends fc.Arbitrary<infer T> ? T : never): string {
  const place = at % token.length;
  const [before, after] = [token.slice(0, place), token.slice(place)];
  if (what === 'put') return before + letters + after.slice(letters.length);
  if (what === 'insert') return before + letters + after;
  if (what === 'cut') return before + after.slice(letters.length);
  if (what === 'double') return before + after + after;
  return before + [...after].reverse().join('');
}

test('the tokens that are changed below are good', async () => {
  for (const token of real) expect((await visit(token)).status).toBe(200);
});

test('a token that is changed anywhere lets nobody in, and nothing of it is told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(2), fc.array(edit, { minLength: 1, maxLength: 3 }), async (which, edits) => {
      const token = real[which] ?? '';
      const changed = edits.reduce(edited, token);
      fc.pre(changed !== '' && changed !== token && (which === 1 || meaning(changed) !== meaning(token)));
      const response = await visit(changed);
      expect(response.status).toBe(401);
      const told = `${JSON.stringify([...response.headers])}${await response.text()}${inspect(records)}`;
      for (const part of changed.split('.')) if (part.length > 8) expect(told).not.toContain(part);
    }),
    { numRuns: 400 },
  );
});

test('a header or claims that are changed and encoded anew let nobody in', async () => {
  const json = fc.dictionary(
    fc.constantFrom('alg', 'kid', 'typ', 'crit', 'b64', 'exp', 'aud', 'iss', 'sub', 'scope', 'principal'),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(0, 2), fc.constantFrom(0, 1), json, async (which, part, changes) => {
      fc.pre(Object.keys(changes).length > 0);
      const parts = (real[which] ?? '').split('.');
      const before = Buffer.from(parts[part] ?? '', 'base64url').toString();
      const after = JSON.stringify({ ...JSON.parse(before), ...changes });
      fc.pre(after !== before);
      parts[part] = Buffer.from(after).toString('base64url');
      expect((await visit(parts.join('.'))).status).toBe(401);
    }),
    { numRuns: 200 },
  );
});

test('whatever is presented is nobody, and no authenticator fails on it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.tuple(fc.base64String(), fc.string(), fc.string()).map((all) => all.join('.')),
      ),
      async (token) => {
        for (const authenticate of auth) expect(await authenticate(token, ask('/v1/models'))).toBeUndefined();
      },
    ),
    { numRuns: 200 },
  );
});
