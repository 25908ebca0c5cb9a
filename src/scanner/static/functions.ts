import type { Node } from '@babel/types';
import { pathOf } from './bindings.ts';
import { MODEL_CALL } from './flow.ts';
import type { ScriptFile } from './script-file.ts';

export const isFunction = ({ type }: Node): boolean =>
  type === 'FunctionDeclaration' ||
  type === 'FunctionExpression' ||
  type === 'ArrowFunctionExpression' ||
  type === 'ObjectMethod' ||
  type === 'ClassMethod';

/** The function of the file that an expression is, or is the name of. */
export function functionBehind(file: ScriptFile, node: Node): Node | undefined {
  const at = file.bindings.resolved(node);
  if (isFunction(at)) return at;
  if (at.type !== 'Identifier') return undefined;
  return file.nodes('FunctionDeclaration').find(({ id }) => id?.name === at.name);
}

/** The functions of a file that ask a model, themselves or by calling another of the file. */
export function functionsThatAsk(file: ScriptFile): ReadonlySet<Node> {
  const asking = new Set<Node>();
  const calls = [...file.nodes('CallExpression'), ...file.nodes('OptionalCallExpression')];
  const add = (call: Node) => {
    for (let at = file.around(call, isFunction); at; at = file.around(at, isFunction)) asking.add(at);
  };
  for (const call of calls) if (MODEL_CALL.test(pathOf(call.callee))) add(call);
  if (asking.size === 0) return asking;
  const byName = calls.flatMap((call) => {
    const called = call.callee.type === 'Identifier' ? functionBehind(file, call.callee) : undefined;
    return called ? [{ call, called }] : [];
  });
  for (let size = 0; size < asking.size; ) {
    size = asking.size;
    for (const { call, called } of byName) if (asking.has(called)) add(call);
  }
  return asking;
}
