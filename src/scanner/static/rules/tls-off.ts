import type { Node } from '@babel/types';
import { nameOf, pathOf } from '../bindings.ts';
import type { StaticRule, Tell } from '../rule.ts';
import { settingsIn } from '../settings.ts';
import type { TextFile } from '../text-file.ts';

const VARIABLE = 'NODE_TLS_REJECT_UNAUTHORIZED';
const STRICT_SSL = /\bstrict-ssl[ =]+["']?false\b/g;

function inText(file: TextFile, tell: Tell): void {
  for (const setting of settingsIn(file)) if (setting.name === VARIABLE && setting.value === '0') tell(setting);
  for (const { index, 0: found } of file.text.matchAll(STRICT_SSL)) tell({ start: index, end: index + found.length });
}

export const tlsOff: StaticRule = {
  id: 'SLLM-TLS-OFF',
  title: 'TLS certificates are not verified',
  severity: 'high',
  why: 'Anybody on the way can pose as the provider, and gets the key, the prompts and the power to write the answers.',
  fix: 'Leave verification on; trust a certificate of your own with NODE_EXTRA_CA_CERTS or the `ca` option.',
  refs: ['LLM02:2025', 'API8:2023', 'CWE-295'],
  script(file, tell) {
    for (const node of file.nodes('ObjectProperty')) {
      if (node.computed || node.value.type !== 'BooleanLiteral' || node.value.value) continue;
      const name = nameOf(node.key);
      if (name === 'strictSSL' || (name === 'rejectUnauthorized' && !asksForCertificates(file.parentOf(node))))
        tell(node);
    }
    for (const node of file.nodes('AssignmentExpression')) {
      const path = pathOf(node.left);
      if (path.endsWith(`env.${VARIABLE}`)) {
        if (node.right.type === 'NumericLiteral' ? node.right.value === 0 : file.bindings.textOf(node.right) === '0')
          tell(node);
      } else if (path.endsWith('.rejectUnauthorized') && node.right.type === 'BooleanLiteral' && !node.right.value)
        tell(node);
    }
  },
  texts: { env: inText, dockerfile: inText, ci: inText, json: inText },
  bad: [
    { text: () => 'new OpenAI({ httpAgent: new https.Agent({ rejectUnauthorized: false }) });' },
    { text: () => "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';" },
    { text: () => 'request({ url, strictSSL: false });' },
    {
      path: 'Dockerfile',
      text: () => 'FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\nRUN npm config set strict-ssl false\n',
    },
    { path: 'package.json', text: () => '{ "scripts": { "start": "NODE_TLS_REJECT_UNAUTHORIZED=0 node server.js" } }' },
    { path: '.github/workflows/ci.yml', text: () => "env:\n  NODE_TLS_REJECT_UNAUTHORIZED: '0'\n" },
    { path: '.env', text: () => 'NODE_TLS_REJECT_UNAUTHORIZED=0\n' },
  ],
  good: [
    { text: () => 'new https.Agent({ rejectUnauthorized: true, ca });' },
    { text: () => 'https.createServer({ key, cert, requestCert: true, rejectUnauthorized: false }, app);' },
    { text: () => "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1';" },
    { text: () => "if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') throw new Error('TLS is off');" },
    { path: '.env', text: () => '# NODE_TLS_REJECT_UNAUTHORIZED=0\nNODE_TLS_REJECT_UNAUTHORIZED=1\n' },
    { path: 'test/server.test.ts', text: () => 'new https.Agent({ rejectUnauthorized: false });' },
  ],
};

/** Whether the options are of a server, which looks at the certificates of its clients itself. */
const asksForCertificates = (options: Node | undefined): boolean =>
  options?.type === 'ObjectExpression' &&
  options.properties.some((each) => each.type === 'ObjectProperty' && nameOf(each.key) === 'requestCert');
