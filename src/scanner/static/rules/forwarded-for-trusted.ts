import type { Node } from '@babel/types';
import { nameOf, pathOf } from '../bindings.ts';
import { headerBehind } from '../headers.ts';
import { isRouteFile } from '../routes.ts';
import type { StaticRule } from '../rule.ts';
import { isFunction } from '../scopes.ts';
import type { ScriptFile } from '../script-file.ts';

export const forwardedForTrusted: StaticRule = {
  id: 'SLLM-FORWARDED-FOR',
  title: 'Callers told apart by X-Forwarded-For as they send it',
  severity: 'medium',
  why: 'The header is whatever the caller writes: with a new address in each request no limit ever counts to two.',
  fix: 'Limit by who is signed in, or let the framework read the header behind proxies that you name: `trust proxy`, `trustedProxies`.',
  refs: ['LLM10:2025', 'API4:2023', 'CWE-348'],
  script(file, tell) {
    if (isRouteFile(file.path) || file.bindings.imports('next')) return; // the platform writes the header itself
    const isForwarded = (node: Node | undefined) =>
      node !== undefined && headerBehind(file, node) === 'x-forwarded-for' && !takesLast(file, node);
    for (const node of file.nodes('CallExpression')) {
      const [key] = node.arguments;
      if (LIMITS.test(pathOf(node.callee)) && isForwarded(key)) tell(node);
    }
    for (const node of file.nodes('MemberExpression'))
      if (node.computed && isForwarded(node.property as Node)) tell(node);
    for (const node of file.nodes('ObjectProperty')) {
      const made = nameOf(node.key) === 'keyGenerator' && isFunction(node.value) ? node.value : undefined;
      if (made?.type === 'ArrowFunctionExpression' && isForwarded(made.body)) tell(made);
    }
  },
  bad: [
    { text: () => "const ip = req.headers['x-forwarded-for']?.split(',')[0] ?? req.ip;\nawait limiter.consume(ip);" },
    { text: () => "hits.set(req.headers['x-forwarded-for'], 1);" },
    { text: () => "rateLimit({ max: 10, keyGenerator: (req) => req.headers['x-forwarded-for'] });" },
  ],
  good: [
    { text: () => "logger.info({ ip: req.headers['x-forwarded-for'] });" },
    { text: () => 'await limiter.consume(req.ip);' },
    { text: () => "const ip = req.headers['x-forwarded-for'].split(',').at(-1);\nawait limiter.consume(ip);" },
  ],
};

/** What counts or keeps by the first thing it is given. */
const LIMITS = /(?:[lL]imit(?:er)?|hits|attempts|requests)\.(?:consume|limit|check|get|set|has|removeTokens)$/;

/** Whether it is the address that the nearest proxy wrote. */
function takesLast(file: ScriptFile, node: Node): boolean {
  const at = file.bindings.resolved(node);
  const { start, end } = at;
  return /\.(?:at\(-1\)|pop\(\))/.test(file.text.slice(start ?? 0, end ?? 0));
}
