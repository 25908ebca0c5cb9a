import type { Node } from '@babel/types';
import { boundNames } from './nodes.ts';
import type { ScriptFile } from './script-file.ts';

export const isFunction = ({ type }: Node): boolean =>
  /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/.test(
    type,
  );

export const paramsOf = (node: Node): readonly Node[] =>
  'params' in node && Array.isArray(node.params) ? node.params : [];

const isScope = (node: Node): boolean =>
  /^(?:Program|BlockStatement|For(?:In|Of)?Statement|SwitchStatement|CatchClause|StaticBlock)$/.test(node.type) ||
  isFunction(node);

/** Tells which name is which: one that is declared in two functions is two. */
export class Scopes {
  readonly #file: ScriptFile;
  readonly #declared = new Map<Node, { readonly id: number; readonly names: Set<string> }>();
  readonly #keys = new Map<Node, string>();

  constructor(file: ScriptFile) {
    this.#file = file;
    for (const node of file.nodes('VariableDeclarator')) {
      const declaration = file.parentOf(node);
      const isVar = declaration?.type === 'VariableDeclaration' && declaration.kind === 'var';
      const hoists = (at: Node) => (isVar ? isFunction(at) || at.type === 'Program' : isScope(at));
      this.#declare(file.around(node, hoists), node.id);
    }
    for (const type of ['FunctionDeclaration', 'ClassDeclaration'] as const)
      for (const node of file.nodes(type)) if (node.id) this.#declare(file.around(node, isScope), node.id);
    for (const type of FUNCTIONS)
      for (const node of file.nodes(type)) for (const parameter of node.params) this.#declare(node, parameter);
    for (const node of file.nodes('CatchClause')) if (node.param) this.#declare(node, node.param);
  }

  /** The same for two identifiers that name the same thing. */
  keyOf(identifier: Node & { readonly name: string }): string {
    const known = this.#keys.get(identifier);
    if (known !== undefined) return known;
    const { name } = identifier;
    const scope = this.#file.around(identifier, (at) => this.#declared.get(at)?.names.has(name) ?? false);
    const key = `${scope ? this.#declared.get(scope)?.id : 'global'}:${name}`;
    this.#keys.set(identifier, key);
    return key;
  }

  #declare(scope: Node | undefined, pattern: Node): void {
    if (!scope) return;
    const known = this.#declared.get(scope) ?? { id: this.#declared.size, names: new Set<string>() };
    this.#declared.set(scope, known);
    for (const { name } of boundNames(pattern)) known.names.add(name);
  }
}

const FUNCTIONS = [
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
] as const;
