import type { Node } from '@babel/types';
import { pathOf } from './bindings.ts';

const FROM_ENVIRONMENT = /^(?:(?:process|Bun|c|ctx|context)\.)?env\.(\w+)$/;

/** The variable that an expression reads: `process.env.NAME`, `import.meta.env.NAME`, the `env.NAME` of a worker. */
export function environmentName(node: Node): string | undefined {
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression')
    return FROM_ENVIRONMENT.exec(pathOf(node))?.[1];
  if (node.type !== 'CallExpression' || pathOf(node.callee) !== 'Deno.env.get') return undefined;
  const [name] = node.arguments;
  return name?.type === 'StringLiteral' ? name.value : undefined;
}
