import type { CallExpression, NewExpression, Node, OptionalCallExpression } from '@babel/types';
import { type Imported, pathOf } from './bindings.ts';
import type { ScriptFile } from './script-file.ts';

export type Call = CallExpression | OptionalCallExpression;

export const isCall = (node: Node | null | undefined): node is Call =>
  node?.type === 'CallExpression' || node?.type === 'OptionalCallExpression';

export const callsIn = (file: ScriptFile): readonly Call[] => [
  ...file.nodes('CallExpression'),
  ...file.nodes('OptionalCallExpression'),
];

/**
 * The function of a package that is called, without `node:`: `fs` and `promises.readFile`. It is known behind an import, a
 * `require` and `promisify`; for what is called on something made by a package, the name is that of the method there.
 */
export function calledOf(file: ScriptFile, call: Call | NewExpression): Imported | undefined {
  const { callee } = call;
  const imported = importedAt(file, callee);
  if (imported || callee.type !== 'Identifier') return imported;
  const value = file.bindings.valueOf(callee);
  if (!isCall(value) || !/(?:^|\.)promisify$/.test(pathOf(value))) return undefined;
  const [wrapped] = value.arguments;
  return wrapped && importedAt(file, wrapped);
}

function importedAt(file: ScriptFile, node: Node): Imported | undefined {
  const [first = '', ...rest] = pathOf(node).split('.');
  const imported = file.bindings.imported(first);
  if (!imported) return undefined;
  const own = imported.name === 'default' || imported.name === '*' ? [] : [imported.name];
  return { module: imported.module.replace(/^node:/, ''), name: [...own, ...rest].join('.') || imported.name };
}
