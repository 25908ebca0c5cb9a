import type { Node } from '@babel/types';
import { pathOf } from './bindings.ts';
import { type Call, isCall } from './calls.ts';
import { childrenOf } from './nodes.ts';

/** Functions whose result still holds the words that go in; what a method is called on passes through any. */
const PASSES =
  /^(?:String|JSON\.parse|JSON\.stringify|decodeURIComponent|Array\.from|Object\.(?:values|entries|fromEntries|assign)|structuredClone|dedent|path\.(?:join|resolve|normalize)|join|resolve|Promise\.all|marked)$|\.(?:parse|safeParse|parseAsync|validate|concat|join|push|render|makeHtml)$/;

/** What comes out of these is a number, a truth value, or clean. */
export const CLEANS =
  /^(?:Number|Boolean|parseInt|parseFloat|encodeURIComponent)$|^(?:path\.)?basename$|\.sanitize$|(?:^|\.)(?:sanitizeHtml|escapeHtml|escapeHTML|test|includes|startsWith|endsWith|indexOf|has|hasOwn)$/;

const MADE_OF = /^(?:URL|String|Set|Map|Array|Error|Blob|Response|\w+Message|Document|Readability|JSDOM)$/;

/** Tags that keep their words; others, such as `sql` and `prompt`, treat what is interpolated as data. */
const PLAIN_TAG = /^(?:dedent|outdent|endent|oneLine|stripIndents?|String\.raw)$/;

/** The parts of an expression whose words its value may hold. */
export function partsOf(node: Node, path: string): readonly Node[] {
  switch (node.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return [node.object];
    case 'CallExpression':
    case 'OptionalCallExpression':
      if (CLEANS.test(path)) return [];
      return PASSES.test(path) ? [node.callee, ...node.arguments] : [node.callee];
    case 'NewExpression':
      return MADE_OF.test(pathOf(node.callee)) ? node.arguments : [];
    case 'TaggedTemplateExpression':
      return PLAIN_TAG.test(pathOf(node.tag)) ? node.quasi.expressions : [];
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
    case 'JSXElement':
    case 'JSXFragment':
      return [];
    default:
      return childrenOf(node);
  }
}

/** `text.replace(/[^\w\s]/g, '')`: letters, digits and little else is left. */
export function stripsSymbols(node: Node): node is Call {
  if (!isCall(node) || !/(?:^|\.)replace(?:All)?$/.test(pathOf(node.callee))) return false;
  const [pattern, by] = node.arguments;
  if (pattern?.type !== 'RegExpLiteral' || !pattern.flags.includes('g')) return false;
  if (by?.type !== 'StringLiteral' || by.value.trim() !== '') return false;
  const kept = /^\[\^((?:\\.|[^\]\\])+)\][+*]?$/.exec(pattern.pattern)?.[1] ?? '';
  return (
    /\\w|a-z/i.test(kept) && kept.replace(/\\[wsdp](?:\{[^}]*\})?|a-z|0-9|[ _.,!?'-]/gi, '').replaceAll('\\', '') === ''
  );
}
