import type { Node } from '@babel/types';
import { nameOf, pathOf } from '../bindings.ts';
import { headerBehind } from '../headers.ts';
import type { StaticRule } from '../rule.ts';
import { isFunction } from '../scopes.ts';
import type { ScriptFile } from '../script-file.ts';
import { sourcesOf } from '../sources.ts';

export const rateLimitInMemory: StaticRule = {
  id: 'SLLM-RATE-MEMORY',
  title: 'Rate limit kept in a list by address in the memory of one process',
  severity: 'medium',
  why: 'Behind a proxy all callers share one address or forge theirs; every process and every restart begins at nothing; and the list grows with each new address.',
  fix: 'Limit by who asks, with a window that forgets, in a store that all processes share, as the limits of the gateway do.',
  refs: ['LLM10:2025', 'API4:2023', 'CWE-770'],
  script(file, tell) {
    const told = new Set<string>();
    const refusals = file.nodes('NumericLiteral').filter(({ value }) => value === 429);
    for (const { list, key, node } of lookups(file)) {
      const name = pathOf(list);
      if (told.has(name) || !isAddress(file, key) || !isInMemory(file, list)) continue;
      const around = file.around(node, isFunction);
      if (!LIMITER.test(name) && !(around && refuses(around, refusals))) continue;
      told.add(name);
      tell(node);
    }
  },
  bad: [
    {
      text: () =>
        'const hits = {};\napp.use((req, res, next) => {\n  hits[req.ip] = (hits[req.ip] || 0) + 1;\n  if (hits[req.ip] > 100) return res.status(429).end();\n  next();\n});',
    },
    {
      text: () =>
        "const seen = new Map();\nexport function guard(req) {\n  const ip = req.headers.get('x-forwarded-for') ?? 'unknown';\n  const times = seen.get(ip) ?? [];\n  if (times.length > 10) return new Response('', { status: 429 });\n  seen.set(ip, [...times, Date.now()]);\n}",
    },
  ],
  good: [
    {
      text: () =>
        'const places = new Map();\nconst place = places.get(req.ip) ?? (await locate(req.ip));\nplaces.set(req.ip, place);',
    },
    {
      text: () =>
        'const { success } = await ratelimit.limit(userId);\nif (!success) return new Response("", { status: 429 });',
    },
    { text: () => 'const limits = { free: 10, paid: 100 };\nif (count > limits[user.plan]) res.status(429).end();' },
  ],
};

const LIMITER = /hits|limit|attempt|requests|throttle|calls|visits|buckets?$/i;

interface Lookup {
  readonly list: Node;
  readonly key: Node;
  readonly node: Node;
}

function lookups(file: ScriptFile): readonly Lookup[] {
  const members = file
    .nodes('MemberExpression')
    .flatMap((node) => (node.computed ? [{ list: node.object, key: node.property, node }] : []));
  const calls = file.nodes('CallExpression').flatMap((node): readonly Lookup[] => {
    const { callee, arguments: given } = node;
    const [key] = given;
    const isKept = callee.type === 'MemberExpression' && /^(?:get|set)$/.test(nameOf(callee.property));
    return isKept && key ? [{ list: callee.object, key, node }] : [];
  });
  return [...members, ...calls];
}

const isInMemory = (file: ScriptFile, list: Node): boolean => {
  const value = file.bindings.resolved(list);
  return (
    value.type === 'ObjectExpression' ||
    (value.type === 'NewExpression' && pathOf(value.callee) === 'Map') ||
    (value.type === 'CallExpression' && pathOf(value) === 'Object.create')
  );
};

const ADDRESS = /(?:^|\.)(?:(?:req|request|c|ctx)\.ip|(?:socket|connection)\.remoteAddress)$/;
const ADDRESS_HEADER = /^(?:x-forwarded-for|x-real-ip|cf-connecting-ip|true-client-ip)$/;

const isAddress = (file: ScriptFile, node: Node): boolean =>
  ADDRESS_HEADER.test(headerBehind(file, node) ?? '') ||
  sourcesOf(file, node).some((each) => ADDRESS.test(pathOf(each)));

/** Whether a function answers that there were too many requests. */
const refuses = ({ start, end }: Node, refusals: readonly Node[]): boolean =>
  refusals.some((each) => (each.start ?? 0) > (start ?? 0) && (each.start ?? 0) < (end ?? 0));
