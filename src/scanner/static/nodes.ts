import type { Identifier, MemberExpression, Node, OptionalMemberExpression } from '@babel/types';

/** The nodes right below one, in the order of the text. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  let last = 0;
  let isSorted = true;
  const add = (value: unknown) => {
    if (!isNode(value)) return;
    const start = value.start ?? 0;
    isSorted &&= start >= last;
    last = start;
    children.push(value);
  };
  for (const key in node) {
    const value: unknown = node[key as keyof Node];
    if (typeof value !== 'object' || value === null || key === 'loc' || key === 'extra' || key === 'errors') continue;
    if (Array.isArray(value)) for (const each of value) add(each);
    else add(value);
  }
  return isSorted ? children : children.sort((one, other) => (one.start ?? 0) - (other.start ?? 0));
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** The names that a pattern binds. */
export function boundNames(target: Node): Identifier[] {
  if (target.type === 'Identifier') return [target];
  if (target.type === 'ObjectPattern')
    return target.properties.flatMap((each) => boundNames(each.type === 'RestElement' ? each.argument : each.value));
  if (target.type === 'ArrayPattern') return target.elements.flatMap((each) => (each ? boundNames(each) : []));
  if (target.type === 'AssignmentPattern') return boundNames(target.left);
  if (target.type === 'RestElement') return boundNames(target.argument);
  if (target.type === 'TSParameterProperty') return boundNames(target.parameter);
  return [];
}

export const isInside = (node: Node, outer: Node): boolean =>
  (node.start ?? 0) >= (outer.start ?? 0) && (node.end ?? 0) <= (outer.end ?? 0);

export const isMember = (node: Node): node is MemberExpression | OptionalMemberExpression =>
  node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
