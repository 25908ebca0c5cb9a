import type { Node } from '@babel/types';
import { nameOf, pathOf } from './bindings.ts';
import type { ScriptFile } from './script-file.ts';

/** What a value is made of, itself first: behind names, alternatives, templates, sums and methods of texts. Each node once. */
export function sourcesOf(file: ScriptFile, node: Node): readonly Node[] {
  const found = new Set<Node>();
  const pending: Node[] = [node];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const at = file.bindings.resolved(next);
    if (found.has(at)) continue;
    found.add(at);
    pending.push(...partsOf(at).reverse());
  }
  return [...found];
}

const METHODS_OF_TEXT = /^(?:split|trim|replace|replaceAll|slice|substring|toString|at|pop|shift|toLowerCase)$/;

function partsOf(at: Node): Node[] {
  switch (at.type) {
    case 'LogicalExpression':
      return [at.left, at.right];
    case 'BinaryExpression':
      return at.operator === '+' ? [at.left, at.right] : [];
    case 'ConditionalExpression':
      return [at.consequent, at.alternate];
    case 'TemplateLiteral':
      return [...at.expressions];
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return at.computed || METHODS_OF_TEXT.test(nameOf(at.property)) ? [at.object] : [];
    case 'CallExpression':
    case 'OptionalCallExpression':
      return pathOf(at.callee) === 'String' ? at.arguments.slice(0, 1) : [at.callee];
    default:
      return [];
  }
}
