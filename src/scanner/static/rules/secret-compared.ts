import type { Node } from '@babel/types';
import { pathOf } from '../bindings.ts';
import { headerBehind } from '../headers.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';
import { sourcesOf } from '../sources.ts';

export const secretCompared: StaticRule = {
  id: 'SLLM-SECRET-COMPARED',
  title: 'Secret compared with == or ===',
  severity: 'medium',
  why: 'The comparison ends at the first character that differs, so its time tells how much of a guess was right; == also makes numbers and lists equal to texts.',
  fix: 'Compare the SHA-256 of both with crypto.timingSafeEqual, or look the hash of the key up.',
  refs: ['API2:2023', 'CWE-208'],
  script(file, tell) {
    for (const node of file.nodes('BinaryExpression')) {
      if (!/^[!=]==?$/.test(node.operator)) continue;
      const { left, right } = node;
      if (left.type === 'PrivateName') continue;
      if (isSecretPair(file, left, right) || isSecretPair(file, right, left)) tell(node);
    }
  },
  bad: [
    { text: () => "if (req.headers['x-api-key'] !== process.env.API_KEY) res.sendStatus(401);" },
    { text: () => 'const isAllowed = (given) => given == process.env.ADMIN_TOKEN;' },
    { text: () => 'if (request.headers.get("authorization") !== `Bearer ${process.env.CRON_SECRET}`) deny();' },
    {
      text: () =>
        "const expected = createHmac('sha256', secret).update(body).digest('hex');\nif (req.headers['x-signature'] === expected) run();",
    },
    { text: () => "const key = req.header('x-api-key');\nif (key != config.apiKey) deny();" },
    { text: () => 'if (user.password === req.body.password) signIn(user);' },
  ],
  good: [
    { text: () => "if (process.env.API_KEY === undefined || process.env.API_KEY === '') throw new Error('no key');" },
    { text: () => "if (event.key === 'Enter') send();\nif (item.key === req.query.key) show(item);" },
    { text: () => "if (createHash('md5').update(file).digest('hex') === cached) skip();" },
    { text: () => 'if (req.body.password !== req.body.confirmPassword) refuse();' },
    {
      text: () => "if (typeof req.headers['x-api-key'] !== 'string') refuse();\nif (token.type === 'refresh') renew();",
    },
    { text: () => "if (process.env.API_KEY === 'changeme') warn();\nif (req.headers['x-api-key'] === '') refuse();" },
    { text: () => 'if (!timingSafeEqual(hash(req.headers["x-api-key"]), hash(process.env.API_KEY))) refuse();' },
  ],
};

const ENVIRONMENT = /^(?:process\.)?env\.(?!\w*PUBLIC)\w*(?:KEY|TOKEN|SECRET|PASSWORD|PASS)$/;
const NAME =
  /(?:api_?key|secret|password|passwd|signature|hmac|(?:access|auth|admin|bearer|service|webhook|csrf)_?(?:token|key))$/i;
const HEADER = /^(?:authorization|x-api-key|api-key|.*-(?:token|secret|signature)(?:-\d+)?)$/;

/** Whether the first is a secret, and the second what somebody sent instead of it. */
function isSecretPair(file: ScriptFile, secret: Node, given: Node): boolean {
  if (file.bindings.textOf(given) !== undefined || isNothing(given) || isTypeof(given) || isTypeof(secret))
    return false;
  if (holdsEnvironment(file, secret)) return !holdsEnvironment(file, given);
  const isKnown = file.bindings.textOf(secret) !== undefined;
  if (isNothing(secret) || isKnown || comesFromRequest(file, secret)) return false;
  if (isHmac(file, secret)) return true;
  return comesFromRequest(file, given) && (isNamed(file, given) || isNamed(file, secret));
}

const holdsEnvironment = (file: ScriptFile, node: Node): boolean =>
  sourcesOf(file, node).some((each) => ENVIRONMENT.test(pathOf(each)));

const isHmac = (file: ScriptFile, node: Node): boolean =>
  /(?:^|\.)createHmac\b.*\.digest$/.test(pathOf(file.bindings.resolved(node)));

const comesFromRequest = (file: ScriptFile, node: Node): boolean =>
  headerBehind(file, node) !== undefined || file.flow.comesFrom(node, 'request');

const isNamed = (file: ScriptFile, node: Node): boolean =>
  HEADER.test(headerBehind(file, node) ?? '') || NAME.test(pathOf(node).replaceAll('.', '_'));

const isNothing = ({ type }: Node): boolean =>
  type === 'NullLiteral' || type === 'NumericLiteral' || type === 'BooleanLiteral';

const isTypeof = (node: Node): boolean =>
  (node.type === 'UnaryExpression' && node.operator === 'typeof') ||
  (node.type === 'Identifier' && node.name === 'undefined');
