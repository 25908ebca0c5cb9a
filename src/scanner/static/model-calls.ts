import { pathOf } from './bindings.ts';
import { MODEL_CALL } from './origins.ts';
import type { NodeOf, ScriptFile } from './script-file.ts';

/** A call of a model by an SDK or a framework. */
export interface ModelCall {
  readonly node: NodeOf<'CallExpression'>;
  /** Such as `client.chat.completions.create`. */
  readonly path: string;
}

export const modelCallsIn = (file: ScriptFile): readonly ModelCall[] =>
  file
    .nodes('CallExpression')
    .map((node) => ({ node, path: pathOf(node.callee) }))
    .filter(({ path }) => MODEL_CALL.test(path));
