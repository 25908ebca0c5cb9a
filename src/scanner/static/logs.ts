import type { Node } from '@babel/types';
import { pathOf } from './bindings.ts';
import { type Call, callsIn } from './calls.ts';
import { childrenOf } from './nodes.ts';
import type { ScriptFile } from './script-file.ts';

const CONSOLE = /^console\.(?:log|info|debug|warn|error|dir|trace)$/;
const LOGGER =
  /(?:^|\.)(?:logger|log|winston|pino|fastify\.log|request\.log|req\.log|bunyan)\.(?:trace|debug|info|log|warn|error|fatal|verbose|silly|http)$/;
const SERVERS = ['express', 'fastify', 'hono', 'koa', 'next', '@nestjs/common', 'http', 'node:http', 'h3', 'elysia'];

/** What is written to a log. A console is one in a server; elsewhere it is how a program speaks. */
export function logsIn(file: ScriptFile): readonly { readonly node: Call; readonly given: readonly Node[] }[] {
  const isServer =
    SERVERS.some((name) => file.bindings.imports(name)) || /(?:^|\/)api\/|\/route\.[jt]s$/.test(file.path);
  return callsIn(file)
    .filter(({ callee }) => LOGGER.test(pathOf(callee)) || (isServer && CONSOLE.test(pathOf(callee))))
    .map((node) => ({ node, given: node.arguments }));
}

/** Expressions whose text stands in a value: holes, sums, fields, the argument of `JSON.stringify`. */
export function wordsIn(node: Node): readonly Node[] {
  if (node.type === 'TemplateLiteral' || node.type === 'ObjectExpression' || node.type === 'ArrayExpression')
    return childrenOf(node).flatMap(wordsIn);
  if (node.type === 'ObjectProperty') return wordsIn(node.value);
  if (node.type === 'BinaryExpression')
    return node.operator === '+' ? [...wordsIn(node.left), ...wordsIn(node.right)] : [];
  if (node.type === 'CallExpression' && pathOf(node.callee) === 'JSON.stringify')
    return node.arguments.slice(0, 1).flatMap(wordsIn);
  if (node.type === 'ConditionalExpression') return [...wordsIn(node.consequent), ...wordsIn(node.alternate)];
  return [node];
}

/** Those that are names. */
export const namesIn = (node: Node): readonly Node[] => wordsIn(node).filter(({ type }) => type === 'Identifier');
