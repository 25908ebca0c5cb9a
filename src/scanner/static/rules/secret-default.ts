import type { Node } from '@babel/types';
import { madeUp } from '../../../guards/secrets/rule.ts';
import { nameOf, pathOf } from '../bindings.ts';
import { environmentName } from '../environment.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

/** Secrets that a service checks itself: whoever knows the default comes in. A provider refuses a made-up key. */
const OWN =
  /^(?:(?:\w+_)?(?:JWT|SESSION|COOKIE|ENCRYPTION|SIGNING|WEBHOOK|AUTH|NEXTAUTH|GATEWAY|ADMIN|HMAC|CSRF|MASTER|INTERNAL|SERVICE|APP)_(?:\w+_)?(?:SECRET|KEY|TOKEN|PASSWORD)|SECRET(?:_KEY)?|API_(?:KEY|TOKEN|SECRET))$/;
const OF_OTHERS = /(?:KEY|TOKEN|SECRET)$/;
const LIKE_A_KEY = /^(?=.*\d)(?=.*[A-Za-z])[\w-]{24,}$/;
const STAND_IN = /x{4}|\.{3}|your|placeholder|replace|dummy|test|fake|example|not[-_]?needed|no[-_]?key/i;

function isWeak(name: string, value: string): boolean {
  if (OWN.test(name)) return value.trim() !== '';
  return OF_OTHERS.test(name) && LIKE_A_KEY.test(value) && !STAND_IN.test(value);
}

/** What is read from the environment with a value in the code behind it. */
function* defaultsIn(file: ScriptFile): Generator<{ readonly name: string; readonly value: Node }> {
  for (const { operator, left, right } of file.nodes('LogicalExpression')) {
    const name = operator === '&&' ? undefined : environmentName(left);
    if (name !== undefined) yield { name, value: right };
  }
  for (const { id, init } of file.nodes('VariableDeclarator')) {
    if (id.type !== 'ObjectPattern' || !init || !/(?:^|\.)env$/.test(pathOf(init))) continue;
    for (const each of id.properties)
      if (each.type === 'ObjectProperty' && each.value.type === 'AssignmentPattern')
        yield { name: nameOf(each.key), value: each.value.right };
  }
}

export const secretDefault: StaticRule = {
  id: 'SLLM-SECRET-DEFAULT',
  title: 'Secret that falls back to a value in the code',
  severity: 'high',
  why: 'Where the variable is forgotten, everything runs on with a secret that anybody can read in the code.',
  fix: 'Stop at the start when the variable is not set; give no default.',
  refs: ['API2:2023', 'API8:2023', 'CWE-1188'],
  script(file, tell) {
    for (const { name, value } of defaultsIn(file)) {
      const text = file.bindings.textOf(value);
      if (text !== undefined && isWeak(name, text)) tell(value, `${name} falls back to a value in the code`);
    }
  },
  bad: [
    { text: () => "const secret = process.env.JWT_SECRET || 'secret';" },
    { text: () => "const { GATEWAY_TOKEN = 'changeme' } = process.env;" },
    { text: () => `const apiKey = process.env.OPENAI_API_KEY ?? 'sk-${madeUp(48)}';` },
    { text: () => "const FALLBACK = 'dev-key';\nexport const key = import.meta.env.API_KEY ?? FALLBACK;" },
  ],
  good: [
    { text: () => "const apiKey = process.env.OPENAI_API_KEY ?? '';" },
    { text: () => "const apiKey = process.env.OPENAI_API_KEY || 'ollama';" },
    { text: () => "const apiKey = process.env.OPENAI_API_KEY || 'sk-no-key-required-for-local-models-1';" },
    { text: () => "const model = process.env.MODEL ?? 'gpt-5-mini-2025-08-07';" },
    { text: () => 'const secret = process.env.JWT_SECRET ?? fail("JWT_SECRET is not set");' },
    { text: () => "const name = process.env.COOKIE_NAME || 'session';" },
  ],
};
