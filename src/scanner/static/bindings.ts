import type { CallExpression, Expression, Identifier, Node } from '@babel/types';
import { Scopes } from './scopes.ts';
import type { ScriptFile } from './script-file.ts';

/** What a name was imported as: `default`, `*`, or the name it has there. */
export interface Imported {
  readonly module: string;
  readonly name: string;
}

/** What the names of a file stand for, each in its scope. */
export class Bindings {
  readonly #imports = new Map<string, Imported>();
  readonly scopes: Scopes;
  readonly #values = new Map<string, Expression>();
  readonly #assigned: ReadonlySet<string>;
  readonly #shapes = new Map<Node, string>();
  #depth = 0;

  constructor(file: ScriptFile) {
    this.scopes = new Scopes(file);
    for (const { source, specifiers } of file.nodes('ImportDeclaration'))
      for (const each of specifiers) {
        const name =
          each.type === 'ImportDefaultSpecifier'
            ? 'default'
            : each.type === 'ImportNamespaceSpecifier'
              ? '*'
              : nameOf(each.imported);
        this.#imports.set(each.local.name, { module: source.value, name });
      }
    for (const { id, init } of file.nodes('VariableDeclarator')) {
      if (!init) continue;
      const required = requiredModule(init);
      if (id.type === 'Identifier') {
        if (required !== undefined) this.#imports.set(id.name, { module: required, name: 'default' });
        else this.#keep(id, init);
      } else if (id.type === 'ObjectPattern' && required !== undefined)
        for (const each of id.properties)
          if (each.type === 'ObjectProperty' && each.value.type === 'Identifier' && each.key.type === 'Identifier')
            this.#imports.set(each.value.name, { module: required, name: each.key.name });
    }
    this.#assigned = new Set(file.nodes('AssignmentExpression').map(({ left }) => pathOf(left)));
  }

  /** Whether something is assigned to a path such as `options.timeout`, somewhere in the file. */
  isAssigned(path: string): boolean {
    return this.#assigned.has(path);
  }

  /** The import behind a name, such as `OpenAI` or the `openai` of `openai.chat`. */
  imported(name: string): Imported | undefined {
    return this.#imports.get(name);
  }

  /** Whether the file imports a module, or one under it. */
  imports(module: string): boolean {
    return [...this.#imports.values()].some((each) => each.module === module || each.module.startsWith(`${module}/`));
  }

  /** What a name is first set to, in the scope that it belongs to. */
  valueOf(identifier: Identifier): Expression | undefined {
    return this.#values.get(this.scopes.keyOf(identifier));
  }

  #keep(identifier: Identifier, value: Expression): void {
    const key = this.scopes.keyOf(identifier);
    if (!this.#values.has(key)) this.#values.set(key, value);
  }

  /** An expression behind the names, casts and parentheses that it is called by. */
  resolved(node: Node): Node {
    let at = node;
    for (let steps = 0; steps < 20; steps++) {
      if (at.type === 'Identifier') {
        const value = this.valueOf(at);
        if (!value || value === at) return at;
        at = value;
      } else if (
        at.type === 'TSAsExpression' ||
        at.type === 'TSNonNullExpression' ||
        at.type === 'TSSatisfiesExpression' ||
        at.type === 'ParenthesizedExpression'
      )
        at = at.expression;
      else return at;
    }
    return at;
  }

  /** The text that an expression certainly is: a literal, a template without holes, a sum of such, a name for one. */
  textOf(node: Node): string | undefined {
    const text = this.shapeOf(node);
    return text.includes(HOLE) ? undefined : text;
  }

  /** What is known of the text that an expression is, with a HOLE for each part that is not. */
  shapeOf(node: Node): string {
    const at = this.resolved(node);
    const known = this.#shapes.get(at);
    if (known !== undefined) return known;
    this.#shapes.set(at, HOLE); // for a name that stands for itself
    if (this.#depth >= DEEPEST) return HOLE;
    this.#depth++;
    const shape = this.#shape(at);
    this.#depth--;
    const kept = shape.length > LONGEST_SHAPE ? HOLE : shape; // names of names can double it at every step
    this.#shapes.set(at, kept);
    return kept;
  }

  #shape(at: Node): string {
    if (at.type === 'StringLiteral') return at.value;
    if (at.type === 'TemplateLiteral')
      return at.quasis
        .flatMap(({ value }, index) => {
          const hole = at.expressions[index];
          return [value.cooked ?? HOLE, hole ? this.shapeOf(hole) : ''];
        })
        .join('');
    if (at.type === 'BinaryExpression' && at.operator === '+') return this.shapeOf(at.left) + this.shapeOf(at.right);
    return HOLE;
  }
}

/** Stands for a part of a text that is not known; no source holds it. */
export const HOLE = '\0';
const LONGEST_SHAPE = 10_000;
const DEEPEST = 500;

/**
 * `a.b.c` for such an expression; what is computed or called in it is left out: `a().b` is `a.b`. Of a chain that is longer
 * than any that means something, the end.
 */
export function pathOf(node: Node): string {
  const known = paths.get(node);
  if (known !== undefined) return known;
  const path = pathAt(node);
  const kept = path.length > LONGEST_PATH ? path.slice(path.indexOf('.', path.length - LONGEST_PATH) + 1) : path;
  paths.set(node, kept);
  return kept;
}

const paths = new WeakMap<Node, string>();
const LONGEST_PATH = 300;

function pathAt(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
    const key = node.computed
      ? node.property.type === 'StringLiteral'
        ? node.property.value
        : ''
      : nameOf(node.property);
    return [pathOf(node.object), key].filter((part) => part !== '').join('.');
  }
  if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') return pathOf(node.callee);
  if (node.type === 'AwaitExpression') return pathOf(node.argument);
  if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression') return pathOf(node.expression);
  return '';
}

/** The property of an object literal, or of one behind a name. */
export function propertyOf(file: ScriptFile, node: Node | null | undefined, name: string): Node | undefined {
  const object = node && file.bindings.resolved(node);
  if (object?.type !== 'ObjectExpression') return undefined;
  for (const each of object.properties)
    if (each.type === 'ObjectProperty' && !each.computed && nameOf(each.key) === name) return each.value;
    else if (each.type === 'ObjectMethod' && !each.computed && nameOf(each.key) === name) return each;
  return undefined;
}

/** The name that a path begins with, as it stands in the code. */
export function rootOf(node: Node): Identifier | undefined {
  let at = node;
  while (at.type !== 'Identifier')
    if (at.type === 'MemberExpression' || at.type === 'OptionalMemberExpression') at = at.object;
    else if (at.type === 'CallExpression' || at.type === 'OptionalCallExpression') at = at.callee;
    else return undefined;
  return at;
}

export const nameOf = (node: Node): string =>
  node.type === 'Identifier' ? node.name : node.type === 'StringLiteral' ? node.value : '';

function requiredModule(node: Expression): string | undefined {
  const call = node.type === 'AwaitExpression' ? node.argument : node;
  if (call.type !== 'CallExpression') return undefined;
  const { callee, arguments: given } = call as CallExpression;
  const isRequire = callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require');
  return isRequire && given[0]?.type === 'StringLiteral' ? given[0].value : undefined;
}
