import { nameOf, pathOf, rootOf } from './bindings.ts';
import { callsIn } from './calls.ts';
import type { ScriptFile } from './script-file.ts';

/** `z.enum`, `z.number` and their like: no free text passes them. */
const CLOSED_TYPE = /^(?:z|v|s)\.(?:enum|nativeEnum|literal|number|boolean|picklist|uuid|coerce\.number)\b/;
const REFUSES = /block|ban|deny|forbid|bad|stop/i;

/** Names whose values a schema or a list of allowed ones in the file limits. */
export function closedNames(file: ScriptFile): ReadonlySet<string> {
  const closed = new Set<string>();
  for (const { key, value } of file.nodes('ObjectProperty'))
    if (CLOSED_TYPE.test(pathOf(value))) closed.add(nameOf(key));
  for (const { callee, arguments: given } of callsIn(file)) {
    const [list, method] = pathOf(callee).split('.');
    const [name] = given;
    if (!list || !/^(?:includes|has)$/.test(method ?? '') || name?.type !== 'Identifier' || REFUSES.test(list))
      continue;
    const root = rootOf(callee);
    const values = root && file.bindings.valueOf(root);
    const items = values?.type === 'NewExpression' ? values.arguments[0] : values;
    const array = items && file.bindings.resolved(items);
    if (array?.type === 'ArrayExpression' && array.elements.every((each) => each?.type === 'StringLiteral'))
      closed.add(name.name);
  }
  return closed;
}
