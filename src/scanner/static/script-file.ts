import { type ParseResult, type ParserPlugin, parse } from '@babel/parser';
import type { Node, Program } from '@babel/types';
import { Bindings } from './bindings.ts';
import { Flow } from './flow.ts';
import type { Stretch } from './inline-scripts.ts';
import { childrenOf } from './nodes.ts';

export type NodeOf<Type extends Node['type']> = Extract<Node, { type: Type }>;

const SCRIPT = /\.(?:[cm]?[jt]s|[jt]sx)$/;

export const isScript = (path: string): boolean => SCRIPT.test(path) && !/\.d\.[cm]?ts$/.test(path);

/** A file of TypeScript or JavaScript, parsed and read once for all rules. */
export class ScriptFile {
  readonly path: string;
  readonly text: string;
  /** What names stand for: imports, constants. */
  readonly bindings: Bindings;
  /** Where values come from. */
  readonly flow: Flow;
  /** In the order of the text. */
  readonly comments: readonly Stretch[];
  readonly #byType = new Map<string, Node[]>();
  readonly #parents = new Map<Node, Node>();

  /**
   * Throws SyntaxError for what no parser reads.
   *
   * @param script where the code stands in the text of a page; offsets are still those of the text
   */
  constructor(path: string, text: string, script: Stretch = { start: 0, end: text.length }) {
    this.path = path;
    this.text = text;
    const { program, comments } = parsed(path, text, script);
    this.comments = (comments ?? []).map(({ start, end }) => ({ start: start ?? 0, end: end ?? 0 }));
    this.#collect(program);
    this.bindings = new Bindings(this);
    this.flow = new Flow(this);
  }

  /** All nodes of a type, in the order of the text. */
  nodes<Type extends Node['type']>(type: Type): readonly NodeOf<Type>[] {
    return (this.#byType.get(type) ?? []) as NodeOf<Type>[];
  }

  parentOf(node: Node): Node | undefined {
    return this.#parents.get(node);
  }

  /** The nearest node around this one that `test` accepts. */
  around(node: Node, test: (node: Node) => boolean): Node | undefined {
    for (let at = this.parentOf(node); at; at = this.parentOf(at)) if (test(at)) return at;
    return undefined;
  }

  #collect(root: Program): void {
    const pending: Node[] = [root];
    for (let node = pending.pop(); node; node = pending.pop()) {
      const same = this.#byType.get(node.type);
      if (same) same.push(node);
      else this.#byType.set(node.type, [node]);
      const children = childrenOf(node);
      for (let index = children.length - 1; index >= 0; index--) {
        const child = children[index] as Node;
        this.#parents.set(child, node);
        pending.push(child);
      }
    }
  }
}

/** The syntax tree of a script, as every rule reads it. */
export function parsed(path: string, text: string, { start, end }: Stretch): ParseResult {
  const isTypeScript = /\.[cm]?tsx?$/.test(path);
  const plugins: ParserPlugin[] = ['decorators', 'explicitResourceManagement'];
  if (isTypeScript) plugins.push('typescript');
  if (!/\.[cm]?ts$/.test(path)) plugins.push('jsx');
  if (!isTypeScript) plugins.push('flow');
  return parse(text.slice(start, end), {
    startIndex: start,
    sourceType: 'unambiguous',
    errorRecovery: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowUndeclaredExports: true,
    attachComment: false,
    plugins,
  });
}
