import type { Node } from '@babel/types';
import { HOLE, pathOf } from './bindings.ts';
import type { NodeOf, ScriptFile } from './script-file.ts';

const HOSTS = [
  'api.openai.com',
  'api.anthropic.com',
  'generativelanguage.googleapis.com',
  'api.mistral.ai',
  'api.groq.com',
  'api.cohere.com',
  'api.cohere.ai',
  'api.deepseek.com',
  'api.x.ai',
  'api.perplexity.ai',
  'api.together.xyz',
  'api.fireworks.ai',
  'api.replicate.com',
  'openrouter.ai',
  'router.huggingface.co',
  'api-inference.huggingface.co',
].map((host) => host.replaceAll('.', '\\.'));

const VENDOR_URL = new RegExp(
  `^https?://(?:${HOSTS.join('|')}|[\\w${HOLE}-]+\\.(?:openai|services\\.ai)\\.azure\\.com|[\\w${HOLE}-]*aiplatform\\.googleapis\\.com)(?::\\d+)?(?=[/?]|$)`,
  'i',
);
const MODEL_PATH =
  /\/(?:chat\/completions|v1\/(?:messages|responses|completions))(?:\?|$)|:(?:streamG|g)enerateContent\b/;

/** Whether the shape of a text is an URL of a vendor's API for models. */
export const isVendorUrl = (shape: string): boolean => VENDOR_URL.test(shape);

/** Whether it is that, or an URL with a path that such APIs have, whoever serves it. */
export const isModelUrl = (shape: string): boolean =>
  isVendorUrl(shape) || ((shape.startsWith('http') || shape.startsWith(HOLE)) && MODEL_PATH.test(shape));

/** A vendor of models in the name of a variable. */
export const MODEL_VENDOR =
  /(?:^|_)(?:OPENAI|ANTHROPIC|CLAUDE|GEMINI|GOOGLE_AI|GOOGLE_GENERATIVE_AI|GROQ|MISTRAL|COHERE|DEEPSEEK|XAI|GROK|PERPLEXITY|TOGETHER|FIREWORKS|REPLICATE|OPENROUTER|HUGGINGFACE|HUGGING_FACE|HF|LLM|AI)(?=_|$)/;

/** A request by `fetch` or `axios`. */
export interface HttpCall {
  readonly node: NodeOf<'CallExpression'>;
  readonly url: Node;
  /** What is known of the URL. */
  readonly shape: string;
  /** Where `signal` and `timeout` would stand. */
  readonly options: Node | undefined;
}

/** What a file requests over HTTP, where it says so with an URL of its own. */
export const httpCallsIn = (file: ScriptFile): readonly HttpCall[] =>
  file.nodes('CallExpression').flatMap((node): readonly HttpCall[] => {
    const at = OPTIONS_AT.get(pathOf(node.callee));
    const [url] = node.arguments;
    if (at === undefined || !url) return [];
    return [{ node, url, shape: file.bindings.shapeOf(url), options: node.arguments[at] }];
  });

/** Which argument holds the options, by what is called. */
const OPTIONS_AT: ReadonlyMap<string, number> = new Map([
  ['fetch', 1],
  ['globalThis.fetch', 1],
  ['window.fetch', 1],
  ['axios.get', 1],
  ['axios.post', 2],
]);
