import type { Node } from '@babel/types';
import { nameOf, pathOf } from './bindings.ts';
import { isMember } from './nodes.ts';
import { isFunction, type Scopes } from './scopes.ts';
import type { ScriptFile } from './script-file.ts';

/** What calls in a file lead to: its own functions and methods, and the state that React's setters set. */
export class Locals {
  readonly #scopes: Scopes;
  readonly #functions = new Map<string, Node>();
  /** `setText`, with the `text` that it sets. */
  readonly #setters = new Map<string, Node>();

  constructor(file: ScriptFile, scopes: Scopes) {
    this.#scopes = scopes;
    for (const node of file.nodes('FunctionDeclaration')) if (node.id) this.#functions.set(scopes.keyOf(node.id), node);
    for (const node of file.nodes('ClassMethod')) this.#functions.set(`this.${nameOf(node.key)}`, node);
    for (const { id, init } of file.nodes('VariableDeclarator')) {
      if (id.type === 'Identifier' && init && isFunction(init)) this.#functions.set(scopes.keyOf(id), init);
      if (id.type !== 'ArrayPattern' || !init || !/(?:^|\.)useState$/.test(pathOf(init))) continue;
      const [state, setter] = id.elements;
      if (state && setter?.type === 'Identifier') this.#setters.set(scopes.keyOf(setter), state);
    }
  }

  /** The function of the file that a name, or a method of `this`, calls. */
  functionOf(callee: Node): Node | undefined {
    if (callee.type === 'Identifier') return this.#functions.get(this.#scopes.keyOf(callee));
    return isMember(callee) && callee.object.type === 'ThisExpression'
      ? this.#functions.get(`this.${nameOf(callee.property)}`)
      : undefined;
  }

  /** What a setter sets. */
  stateOf(callee: Node): Node | undefined {
    return callee.type === 'Identifier' ? this.#setters.get(this.#scopes.keyOf(callee)) : undefined;
  }
}
