import type { Node } from '@babel/types';
import { pathOf, propertyOf } from './bindings.ts';
import type { ScriptFile } from './script-file.ts';

/** The options that a file gives to something of secure-llm: `SecureLLMClient`, `gateway`, `openai`. */
export function ownOptions(file: ScriptFile, maker: string): readonly Node[] {
  return [...file.nodes('NewExpression'), ...file.nodes('CallExpression')].flatMap(
    ({ callee, arguments: [first, second] }) => {
      if (callee.type === 'Identifier') {
        const imported = file.bindings.imported(callee.name);
        return first && imported && isOurs(imported.module) && imported.name === maker ? [first] : [];
      }
      const changes = maker === 'SecureLLMClient' && pathOf(callee).endsWith('.withOptions') && !second;
      return changes && first && importsUs(file) ? [first] : [];
    },
  );
}

const isOurs = (module: string): boolean => module === 'secure-llm' || module.startsWith('secure-llm/');

const importsUs = (file: ScriptFile): boolean => file.bindings.imports('secure-llm');

/** An option by its path: `output.links`. */
export function optionAt(file: ScriptFile, options: Node, path: string): Node | undefined {
  let at: Node | undefined = options;
  for (const name of path.split('.')) at = propertyOf(file, at, name);
  return at;
}

/** What an option is set to, where that is written out: a text, a number, `Infinity`, `false`. */
export function settingOf(file: ScriptFile, node: Node | undefined): string | number | boolean | undefined {
  if (!node) return undefined;
  const at = file.bindings.resolved(node);
  if (at.type === 'BooleanLiteral' || at.type === 'NumericLiteral') return at.value;
  if (/^(?:Infinity|Number\.POSITIVE_INFINITY)$/.test(pathOf(at))) return Number.POSITIVE_INFINITY;
  return file.bindings.textOf(at);
}
