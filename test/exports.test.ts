import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as auth from '../src/auth/index.ts';
import * as gateway from '../src/gateway/index.ts';
import * as gatewayClient from '../src/gateway-client/index.ts';
import * as guards from '../src/guards/index.ts';
import * as root from '../src/index.ts';
import * as gatewayNode from '../src/node/gateway.ts';
import * as testingNode from '../src/node/testing.ts';
import * as vaultNode from '../src/node/vault.ts';
import * as prices from '../src/prices/index.ts';
import * as anthropic from '../src/providers/anthropic/index.ts';
import * as google from '../src/providers/google/index.ts';
import * as local from '../src/providers/local/index.ts';
import * as openai from '../src/providers/openai/index.ts';
import * as redis from '../src/redis/index.ts';
import * as testing from '../src/testing/index.ts';
import * as vault from '../src/vault/index.ts';

test('the public names are those that were chosen', () => {
  const names = (module: object) => Object.keys(module).sort();
  expect({
    'secure-llm': names(root),
    'secure-llm/openai': names(openai),
    'secure-llm/auth': names(auth),
    'secure-llm/google': names(google),
    'secure-llm/anthropic': names(anthropic),
    'secure-llm/gateway': names(gateway),
    'secure-llm/gateway (Node)': names(gatewayNode).filter((name) => !(name in gateway)),
    'secure-llm/gateway-client': names(gatewayClient),
    'secure-llm/guards': names(guards),
    'secure-llm/local': names(local),
    'secure-llm/prices': names(prices),
    'secure-llm/redis': names(redis),
    'secure-llm/testing': names(testing),
    'secure-llm/testing (Node)': names(testingNode).filter((name) => !(name in testing)),
    'secure-llm/vault': names(vault),
    'secure-llm/vault (Node)': names(vaultNode).filter((name) => !(name in vault)),
  }).toMatchSnapshot();
});

test('every sub-path of package.json is an entry of the build', () => {
  const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const config = readFileSync(new URL('../tsup.config.ts', import.meta.url), 'utf8');
  const entries = JSON.stringify(exports).match(/dist\/[\w.]+?(?=\.js")/g) ?? [];
  for (const entry of entries) expect(config).toMatch(new RegExp(`'?${entry.replace('dist/', '')}'?: 'src/`));
  expect(entries.length).toBeGreaterThan(4);
});
