import type { CallExpression, Expression, Node } from '@babel/types';
import type { ScriptFile } from './script-file.ts';

/** What a name was imported as: `default`, `*`, or the name it has there. */
export interface Imported {
  readonly module: string;
  readonly name: string;
}

/** What the names of a file stand for. One scope a file: a name that is bound twice stands for its first value. */
export class Bindings {
  readonly #imports = new Map<string, Imported>();
  readonly #constants = new Map<string, Expression>();

  constructor(file: ScriptFile) {
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
        else if (!this.#constants.has(id.name)) this.#constants.set(id.name, init);
      } else if (id.type === 'ObjectPattern' && required !== undefined)
        for (const each of id.properties)
          if (each.type === 'ObjectProperty' && each.value.type === 'Identifier' && each.key.type === 'Identifier')
            this.#imports.set(each.value.name, { module: required, name: each.key.name });
    }
  }

  /** The import behind a name, such as `OpenAI` or the `openai` of `openai.chat`. */
  imported(name: string): Imported | undefined {
    return this.#imports.get(name);
  }

  /** Whether the file imports a module, or one under it. */
  imports(module: string): boolean {
    return [...this.#imports.values()].some((each) => each.module === module || each.module.startsWith(`${module}/`));
  }

  /** What a name was first set to. */
  valueOf(name: string): Expression | undefined {
    return this.#constants.get(name);
  }

  /** An expression behind the names, casts and parentheses that it is called by. */
  resolved(node: Node): Node {
    let at = node;
    for (let steps = 0; steps < 20; steps++) {
      if (at.type === 'Identifier') {
        const value = this.valueOf(at.name);
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
    const at = this.resolved(node);
    if (at.type === 'StringLiteral') return at.value;
    if (at.type === 'TemplateLiteral' && at.expressions.length === 0) return at.quasis[0]?.value.cooked ?? undefined;
    if (at.type !== 'BinaryExpression' || at.operator !== '+') return undefined;
    const [left, right] = [this.textOf(at.left), this.textOf(at.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
}

/** `a.b.c` for such an expression; what is computed or called in it is left out: `a().b` is `a.b`. */
export function pathOf(node: Node): string {
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

export const nameOf = (node: Node): string =>
  node.type === 'Identifier' ? node.name : node.type === 'StringLiteral' ? node.value : '';

function requiredModule(node: Expression): string | undefined {
  const call = node.type === 'AwaitExpression' ? node.argument : node;
  if (call.type !== 'CallExpression') return undefined;
  const { callee, arguments: given } = call as CallExpression;
  const isRequire = callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require');
  return isRequire && given[0]?.type === 'StringLiteral' ? given[0].value : undefined;
}
