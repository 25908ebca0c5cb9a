import type { Node } from '@babel/types';
import { nameOf, pathOf, propertyOf } from './bindings.ts';
import type { NodeOf, ScriptFile } from './script-file.ts';

/** What makes a client, by package. */
const MAKERS: Readonly<Record<string, RegExp>> = {
  openai: /^(?:default|OpenAI|AzureOpenAI)$/,
  '@azure/openai': /^(?:OpenAIClient|AzureOpenAI)$/,
  '@anthropic-ai/sdk': /^(?:default|Anthropic)$/,
  '@google/genai': /^GoogleGenAI$/,
  '@google/generative-ai': /^GoogleGenerativeAI$/,
  '@mistralai/mistralai': /^Mistral$/,
  'groq-sdk': /^(?:default|Groq)$/,
  'cohere-ai': /^CohereClient(?:V2)?$/,
  'together-ai': /^(?:default|Together)$/,
  '@langchain/openai': /^(?:Azure)?ChatOpenAI$/,
  '@langchain/anthropic': /^ChatAnthropic$/,
  '@langchain/google-genai': /^ChatGoogleGenerativeAI$/,
  'secure-llm/openai': /^openai$/,
  'secure-llm/anthropic': /^anthropic$/,
  'secure-llm/google': /^google$/,
};
const AI_SDK = /^create[A-Z]/;

/** Where a page loads a package from: `https://esm.sh/openai@6`. */
const FROM_URL = /^https?:\/\/[\w.-]+\/(?:npm\/|v\d+\/)?((?:@[\w.-]+\/)?[\w.-]+)/;

/** A client for a vendor's models, where it is made. */
export interface VendorClient {
  readonly node: NodeOf<'NewExpression'> | NodeOf<'CallExpression'>;
  /** Such as `openai`. */
  readonly sdk: string;
  /** What it is made with; undefined for nothing. */
  readonly options: Node | undefined;
}

/** The clients for vendors' models that a file makes. */
export const clientsIn = (file: ScriptFile): readonly VendorClient[] =>
  [...file.nodes('NewExpression'), ...file.nodes('CallExpression')].flatMap((node): readonly VendorClient[] => {
    const [first = '', ...rest] = pathOf(node.callee).split('.');
    const imported = file.bindings.imported(first);
    if (!imported) return [];
    const sdk = FROM_URL.exec(imported.module)?.[1] ?? imported.module;
    const maker = sdk.startsWith('@ai-sdk/') ? AI_SDK : Object.hasOwn(MAKERS, sdk) ? MAKERS[sdk] : undefined;
    return maker?.test(rest.at(-1) ?? imported.name) ? [{ node, sdk, options: node.arguments[0] }] : [];
  });

/**
 * Whether an object certainly has none of some properties: it is written out, without a spread, and gets none later. What
 * is not there has none.
 */
export function lacks(file: ScriptFile, node: Node | undefined, names: readonly string[]): boolean {
  if (!node) return true;
  const object = file.bindings.resolved(node);
  if (object.type !== 'ObjectExpression') return false;
  if (node.type === 'Identifier' && names.some((each) => file.bindings.isAssigned(`${node.name}.${each}`)))
    return false;
  return object.properties.every(
    (each) => each.type !== 'SpreadElement' && !each.computed && !names.includes(nameOf(each.key)),
  );
}

/** The first of some properties that an object has. */
export function anyProperty(file: ScriptFile, node: Node | undefined, names: readonly string[]): Node | undefined {
  for (const name of names) {
    const found = propertyOf(file, node, name);
    if (found) return found;
  }
  return undefined;
}

/** Whether a file runs in browsers: a page itself, or a component that says so. */
export const runsInBrowsers = (file: ScriptFile): boolean =>
  /\.html?$/.test(file.path) || file.nodes('DirectiveLiteral').some(({ value }) => value === 'use client');
