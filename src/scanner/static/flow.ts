import type { Node } from '@babel/types';
import { agentToolsIn } from './agent-tools.ts';
import { nameOf, pathOf, propertyOf } from './bindings.ts';
import { type Call, callsIn, isCall } from './calls.ts';
import { Locals } from './locals.ts';
import { isMember } from './nodes.ts';
import { OriginTable } from './origin-table.ts';
import { fetches, isModelCall, type Origin, originOfPath } from './origins.ts';
import { CLEANS, partsOf, stripsSymbols } from './parts.ts';
import { isFunction, paramsOf, type Scopes } from './scopes.ts';
import type { ScriptFile } from './script-file.ts';

/**
 * Follows values through the names, functions, calls, templates and sums of one file. It knows no order of statements and
 * no other file.
 */
export class Flow {
  readonly #file: ScriptFile;
  readonly #scopes: Scopes;
  readonly #locals: Locals;
  readonly #known: OriginTable;
  readonly #kept = new Map<Node, Set<Origin>>();
  #keptAt = 0;

  constructor(file: ScriptFile) {
    this.#file = file;
    this.#scopes = file.bindings.scopes;
    this.#locals = new Locals(file, this.#scopes);
    this.#known = new OriginTable(file, this.#scopes);
    for (const { run } of agentToolsIn(file)) {
      const [input] = paramsOf(run);
      if (input) this.#known.bind(input, OF_MODEL);
    }
    for (let round = 0; round < ROUNDS; round++) if (!this.#spread()) break;
  }

  /** Whose words stand in a value; a guess from names where nothing better is known. */
  originsOf(node: Node): ReadonlySet<Origin> {
    const found = new Set<Origin>();
    this.#gather(node, found);
    return found;
  }

  comesFrom(node: Node, origin: Origin): boolean {
    return this.originsOf(node).has(origin);
  }

  /** Whether a call asks a model, itself or in a function of the file. */
  asksModel(call: Call): boolean {
    const own = this.#locals.functionOf(call.callee);
    return isModelCall(this.#file, call) || (own !== undefined && this.#known.get(own).has('model'));
  }

  /** The function of the file that a name, or a method of `this`, calls. */
  functionOf(callee: Node): Node | undefined {
    return this.#locals.functionOf(callee);
  }

  /** The same for two identifiers that name the same thing. */
  keyOf(identifier: Node & { readonly name: string }): string {
    return this.#scopes.keyOf(identifier);
  }

  #spread(): boolean {
    const file = this.#file;
    let changed = false;
    const give: Give = (target, value) => {
      if (target && value) changed = this.#give(target, value) || changed;
    };
    const bind: Bind = (target, origins) => {
      changed = this.#known.bind(target, origins) || changed;
    };
    for (const { id, init } of file.nodes('VariableDeclarator')) {
      give(id, init);
      if (id.type === 'ObjectPattern' && init && HOOK.test(pathOf(init)))
        for (const each of id.properties)
          if (each.type === 'ObjectProperty' && HOOK_TEXT.test(nameOf(each.key))) bind(each.value, OF_MODEL);
    }
    for (const { left, right } of file.nodes('AssignmentExpression')) give(left, right);
    for (const { left, right } of file.nodes('ForOfStatement'))
      give(left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left, right);
    for (const call of callsIn(file)) this.#passArguments(call, give, bind);
    for (const node of file.nodes('ReturnStatement')) {
      const from = node.argument && file.around(node, isFunction);
      if (from && node.argument) changed = this.#known.add(from, this.originsOf(node.argument)) || changed;
    }
    for (const node of file.nodes('ArrowFunctionExpression'))
      if (node.body.type !== 'BlockStatement') changed = this.#known.add(node, this.originsOf(node.body)) || changed;
    return changed;
  }

  /** What a call hands to functions of the file, to its callbacks, to a state, and to what it is a method of. */
  #passArguments(call: Call, give: Give, bind: Bind): void {
    const { callee, arguments: given } = call;
    const own = this.#locals.functionOf(callee);
    if (own) for (const [index, target] of paramsOf(own).entries()) give(target, given[index]);
    const state = this.#locals.stateOf(callee);
    if (state) give(state, given[0]);
    if (!isMember(callee)) return;
    const method = nameOf(callee.property);
    const callback = given.find(isFunction);
    if (callback && OVER_ITEMS.test(method)) give(paramsOf(callback)[method === 'reduce' ? 1 : 0], callee);
    if (/^(?:push|unshift)$/.test(method)) for (const each of given) bind(callee.object, this.originsOf(each));
  }

  /** Gives the origins of a value to the names of a pattern; fields and items that are written out go one by one. */
  #give(target: Node, value: Node): boolean {
    if (target.type === 'ObjectPattern')
      return target.properties
        .map((each) =>
          each.type === 'RestElement'
            ? this.#known.bind(each.argument, this.originsOf(value))
            : this.#known.bind(each.value, this.#originsOfField(value, nameOf(each.key))),
        )
        .includes(true);
    const items = target.type === 'ArrayPattern' ? itemsOf(value) : undefined;
    if (target.type === 'ArrayPattern' && items)
      return target.elements
        .map((each, index) => !!each && !!items[index] && this.#give(each, items[index]))
        .includes(true);
    if (target.type !== 'Identifier' || value.type !== 'ObjectExpression')
      return this.#known.bind(target, this.originsOf(value));
    const key = this.keyOf(target);
    return value.properties
      .map((each) => {
        const origins = this.originsOf(each);
        const isNamed = each.type === 'ObjectProperty' && !each.computed;
        const inField = this.#known.add(`${key}.${isNamed ? nameOf(each.key) : '*'}`, origins);
        return this.#known.add(key, origins) || inField;
      })
      .includes(true);
  }

  #originsOfField(value: Node, name: string): ReadonlySet<Origin> {
    if (value.type === 'Identifier') return this.#known.ofField(name, this.#known.atField(this.keyOf(value), name));
    const known = value.type === 'ObjectExpression' ? propertyOf(this.#file, value, name) : undefined;
    return known ? this.originsOf(known) : this.#known.ofField(name, this.originsOf(value));
  }

  /** What links of a chain come to is kept until something new is known: each is asked for by all that follow. */
  #gather(node: Node, found: Set<Origin>): void {
    if (!isMember(node) && !isCall(node)) {
      this.#look(node, found);
      return;
    }
    if (this.#keptAt !== this.#known.news) this.#kept.clear();
    this.#keptAt = this.#known.news;
    const kept = this.#kept.get(node) ?? new Set();
    if (!this.#kept.has(node)) this.#look(node, kept);
    this.#kept.set(node, kept);
    for (const each of kept) found.add(each);
  }

  #look(node: Node, found: Set<Origin>): void {
    if (node.type === 'Identifier') {
      for (const each of this.#known.get(this.keyOf(node))) found.add(each);
      return;
    }
    const path = pathOf(node);
    const named = originOfPath(path);
    const inner = new Set<Origin>(named ? [named] : []);
    const known = this.#knownAt(node);
    if (known) for (const each of known) inner.add(each);
    else for (const part of partsOf(node, path)) this.#gather(part, inner);
    for (const each of isMember(node) ? this.#known.ofField(nameOf(node.property), inner) : inner) found.add(each);
    if (!isCall(node)) return;
    if (stripsSymbols(node)) found.add('stripped');
    const own = CLEANS.test(path) ? undefined : this.#locals.functionOf(node.callee);
    if (own) for (const each of this.#known.get(own)) found.add(each);
    if (fetches(this.#file, node)) found.add('fetched');
    if (isModelCall(this.#file, node)) {
      found.clear();
      found.add('model'); // whatever it was asked
    }
  }

  /** What is known of a field of a name or of `this`, and of what a callback makes of items; undefined for other values. */
  #knownAt(node: Node): ReadonlySet<Origin> | undefined {
    if (isCall(node)) {
      const callback = resultOfCallback(node);
      return callback && this.#known.get(callback);
    }
    if (!isMember(node) || node.computed) return undefined;
    const name = nameOf(node.property);
    if (node.object.type === 'ThisExpression') return this.#known.get(`this.${name}`);
    return node.object.type === 'Identifier' ? this.#known.atField(this.keyOf(node.object), name) : undefined;
  }
}

const ROUNDS = 5;
const OF_MODEL: ReadonlySet<Origin> = new Set(['model']);

type Bind = (target: Node, origins: ReadonlySet<Origin>) => void;
type Give = (target: Node | undefined, value: Node | null | undefined) => void;
const OVER_ITEMS = /^(?:map|forEach|flatMap|filter|find|some|every|reduce|then|on)$/;

/** Hooks of the AI SDK, and those of their results that the model wrote. */
const HOOK = /^use(?:Chat|Completion|Object)$/;
const HOOK_TEXT = /^(?:messages|completion|object)$/;

/** The callback whose results a call comes to. */
const resultOfCallback = ({ callee, arguments: given }: Call): Node | undefined =>
  isMember(callee) && /^(?:map|flatMap|then)$/.test(nameOf(callee.property)) ? given.find(isFunction) : undefined;

/** The items of `[a, b]` and `await Promise.all([a, b])`. */
function itemsOf(value: Node): readonly (Node | null)[] | undefined {
  if (value.type === 'AwaitExpression') return itemsOf(value.argument);
  if (isCall(value) && pathOf(value) === 'Promise.all' && value.arguments[0]) return itemsOf(value.arguments[0]);
  return value.type === 'ArrayExpression' ? value.elements : undefined;
}
