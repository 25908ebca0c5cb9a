import type { Node } from '@babel/types';
import { nameOf, pathOf } from './bindings.ts';
import type { ScriptFile } from './script-file.ts';

const GETTER = /(?:^|\.)(?:headers\.get|(?:req|request)\.(?:header|get))$/;
const HEADERS = /(?:^|\.)headers$/;

/** The header of a request that an expression reads, in lower case: `req.headers['x-key']`, `request.headers.get('x-key')`. */
export function headerRead(file: ScriptFile, node: Node): string | undefined {
  if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') {
    const [name] = node.arguments;
    return GETTER.test(pathOf(node.callee)) && name ? file.bindings.textOf(name)?.toLowerCase() : undefined;
  }
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return undefined;
  if (!HEADERS.test(pathOf(node.object))) return undefined;
  const name = node.computed ? file.bindings.textOf(node.property) : nameOf(node.property);
  return name?.toLowerCase();
}

const METHODS_OF_TEXT = /^(?:split|trim|replace|replaceAll|slice|substring|toString|at|pop|shift|toLowerCase)$/;

/** The header behind a value: behind its name, `?? ''`, `.split(',')[0]`, `.trim()`, `String(…)`. */
export function headerBehind(file: ScriptFile, node: Node, depth = 0): string | undefined {
  if (depth > 20) return undefined;
  const at = file.bindings.resolved(node);
  const read = headerRead(file, at);
  if (read !== undefined) return read;
  const behind = (each: Node) => headerBehind(file, each, depth + 1);
  if (at.type === 'LogicalExpression') return behind(at.left) ?? behind(at.right);
  if (at.type === 'ConditionalExpression') return behind(at.consequent) ?? behind(at.alternate);
  if (at.type === 'MemberExpression' || at.type === 'OptionalMemberExpression')
    return at.computed || METHODS_OF_TEXT.test(nameOf(at.property)) ? behind(at.object) : undefined;
  if (at.type !== 'CallExpression' && at.type !== 'OptionalCallExpression') return undefined;
  const [given] = at.arguments;
  return pathOf(at.callee) === 'String' && given ? behind(given) : behind(at.callee);
}
