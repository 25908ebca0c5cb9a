import type { Node } from '@babel/types';
import { nameOf, pathOf } from './bindings.ts';
import type { ScriptFile } from './script-file.ts';
import { sourcesOf } from './sources.ts';

const GETTER = /(?:^|\.)(?:headers\.get|(?:req|request)\.(?:header|get))$/;
const HEADERS = /(?:^|\.)headers$/;

/** The header of a request that a value holds, in lower case: `req.headers['x-key']?.trim() ?? ''`, `request.headers.get('x-key')`. */
export function headerBehind(file: ScriptFile, node: Node): string | undefined {
  for (const source of sourcesOf(file, node)) {
    const name = headerRead(file, source);
    if (name !== undefined) return name;
  }
  return undefined;
}

function headerRead(file: ScriptFile, node: Node): string | undefined {
  if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') {
    const [name] = node.arguments;
    return GETTER.test(pathOf(node.callee)) && name ? file.bindings.textOf(name)?.toLowerCase() : undefined;
  }
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return undefined;
  if (!HEADERS.test(pathOf(node.object))) return undefined;
  const name = node.computed ? file.bindings.textOf(node.property) : nameOf(node.property);
  return name?.toLowerCase();
}
