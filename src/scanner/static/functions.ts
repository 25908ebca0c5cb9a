import type { Node } from '@babel/types';
import { callsIn } from './calls.ts';
import { isModelCall } from './origins.ts';
import { isFunction } from './scopes.ts';
import type { ScriptFile } from './script-file.ts';

const declared = new WeakMap<ScriptFile, ReadonlyMap<string, Node>>();

/** The function of the file that an expression is, or is the name of. */
export function functionBehind(file: ScriptFile, node: Node): Node | undefined {
  const at = file.bindings.resolved(node);
  if (isFunction(at)) return at;
  if (at.type !== 'Identifier') return undefined;
  let names = declared.get(file);
  if (!names) {
    names = new Map(file.nodes('FunctionDeclaration').map((each) => [each.id?.name ?? '', each]));
    declared.set(file, names);
  }
  return names.get(at.name);
}

const asking = new WeakMap<ScriptFile, ReadonlySet<Node>>();

/** The functions of a file that ask a model, themselves or by calling another of the file. */
export function functionsThatAsk(file: ScriptFile): ReadonlySet<Node> {
  const known = asking.get(file) ?? findAsking(file);
  asking.set(file, known);
  return known;
}

function findAsking(file: ScriptFile): ReadonlySet<Node> {
  const calls = callsIn(file);
  const pending: Node[] = calls.filter((call) => isModelCall(file, call));
  const found = new Set<Node>();
  if (pending.length === 0) return found;
  const callsOf = new Map<Node, Node[]>();
  for (const call of calls) {
    const called = call.callee.type === 'Identifier' ? functionBehind(file, call.callee) : undefined;
    const known = called && callsOf.get(called);
    if (known) known.push(call);
    else if (called) callsOf.set(called, [call]);
  }
  for (let call = pending.pop(); call; call = pending.pop())
    for (let at = file.around(call, isFunction); at && !found.has(at); at = file.around(at, isFunction)) {
      found.add(at);
      pending.push(...(callsOf.get(at) ?? []));
    }
  return found;
}
