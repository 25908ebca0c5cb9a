import type { Node } from '@babel/types';
import { pathOf } from './bindings.ts';
import { childrenOf } from './nodes.ts';
import type { ScriptFile } from './script-file.ts';

/** Who wrote a value: whoever sends a request, or a language model. */
export type Origin = 'request' | 'model';

/** Follows values through the names, calls, templates and sums of one file. It knows no order of statements and no other file. */
export class Flow {
  readonly #file: ScriptFile;
  readonly #names = new Map<string, Set<Origin>>();

  constructor(file: ScriptFile) {
    this.#file = file;
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

  #spread(): boolean {
    let changed = false;
    const give = (target: Node, value: Node | null | undefined) => {
      if (!value) return;
      const origins = this.originsOf(value);
      if (origins.size > 0) for (const name of boundNames(target)) changed = this.#add(name, origins) || changed;
    };
    for (const { id, init } of this.#file.nodes('VariableDeclarator')) give(id, init);
    for (const { left, right } of this.#file.nodes('AssignmentExpression')) give(left, right);
    for (const { left, right } of this.#file.nodes('ForOfStatement')) {
      const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;
      if (target) give(target, right);
    }
    return changed;
  }

  #add(name: string, origins: ReadonlySet<Origin>): boolean {
    const known = this.#names.get(name) ?? new Set();
    const size = known.size;
    for (const each of origins) known.add(each);
    this.#names.set(name, known);
    return known.size > size;
  }

  #gather(node: Node, found: Set<Origin>): void {
    if (node.type === 'Identifier') {
      for (const each of this.#names.get(node.name) ?? []) found.add(each);
      return;
    }
    const path = pathOf(node);
    if (REQUEST.test(path)) found.add('request');
    if (ANSWER.test(path)) found.add('model');
    for (const part of partsOf(node, path)) this.#gather(part, found);
    if (isCall(node) && MODEL_CALL.test(path)) {
      found.clear();
      found.add('model'); // whatever it was asked
    }
  }
}

const ROUNDS = 5;

/** `req.body.text`, `request.json`, `c.req.json`, `event.body`, `searchParams.get`, `formData.get`, `process.argv`. */
const REQUEST =
  /(?:^|\.)(?:req|request|ctx\.request|c\.req)\.(?:body|query|params|json|text|formData|headers|url|rawBody|valid|param)\b|^event\.(?:body|queryStringParameters|headers)\b|searchParams\.get(?:All)?$|formData\.get$|^socket\.on$/;

/** What vendors' answers look like: `completion.choices[0].message.content`, `response.output_text`. */
const ANSWER = /\.choices\.(?:message|delta)\b|\.output_text$/;

/** Calls of vendors' SDKs and of frameworks, whose result is the model's. */
export const MODEL_CALL =
  /(?:^|\.)(?:chat\.completions\.(?:create|parse|stream)|responses\.(?:create|stream|parse)|messages\.(?:create|stream)|models\.generateContent(?:Stream)?|generateContent(?:Stream)?|generateText|streamText|generateObject|streamObject)$|^(?:chain|llm|model|agent|chat)\.(?:invoke|call|predict|stream)$/;

/** Functions whose result still holds the words that go in; what a method is called on passes through any. */
const PASSES =
  /^(?:String|JSON\.parse|JSON\.stringify|decodeURIComponent|Array\.from|Object\.(?:values|entries|fromEntries|assign)|structuredClone|prompt|dedent)$|\.(?:parse|safeParse|parseAsync|validate|concat|join|push)$/;

/** What comes out of these is a number, a truth value, or clean. */
const CLEANS =
  /^(?:Number|Boolean|parseInt|parseFloat|encodeURIComponent)$|^DOMPurify\.sanitize$|(?:^|\.)(?:sanitizeHtml|escapeHtml|test|includes|startsWith|endsWith|indexOf)$/;

/** The parts of an expression whose words its value may hold. */
function partsOf(node: Node, path: string): readonly Node[] {
  switch (node.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return [node.object];
    case 'CallExpression':
    case 'OptionalCallExpression':
      if (CLEANS.test(path)) return [];
      return PASSES.test(path) ? [node.callee, ...node.arguments] : [node.callee];
    case 'ObjectProperty':
      return [node.value];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left, node.right] : [];
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ObjectMethod':
    case 'ClassExpression':
    case 'UnaryExpression':
      return [];
    default:
      return childrenOf(node);
  }
}

const isCall = ({ type }: Node): boolean => type === 'CallExpression' || type === 'OptionalCallExpression';

/** The names that a pattern binds. */
function boundNames(target: Node): string[] {
  if (target.type === 'Identifier') return [target.name];
  if (target.type === 'ObjectPattern')
    return target.properties.flatMap((each) => boundNames(each.type === 'RestElement' ? each.argument : each.value));
  if (target.type === 'ArrayPattern') return target.elements.flatMap((each) => (each ? boundNames(each) : []));
  if (target.type === 'AssignmentPattern') return boundNames(target.left);
  if (target.type === 'RestElement') return boundNames(target.argument);
  return [];
}
