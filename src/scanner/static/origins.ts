import type { Node } from '@babel/types';
import { HOLE, pathOf, rootOf } from './bindings.ts';
import { type Call, calledOf } from './calls.ts';
import { isModelUrl } from './model-api.ts';
import type { ScriptFile } from './script-file.ts';

/**
 * Whose words a value holds, or what they are: of whoever sends a `request`; of a language `model`; `fetched` from a page, a
 * mail, a document or an index; a `secret` of the environment; `stripped` of every symbol.
 */
export type Origin = 'request' | 'model' | 'fetched' | 'secret' | 'stripped';

/** `req.body.text`, `request.json`, `c.req.json`, `event.body`, `searchParams.get`, `formData.get`. */
const REQUEST =
  /(?:^|\.)(?:req|request|ctx\.request|c\.req)\.(?:body|query|params|json|text|formData|headers|url|rawBody|valid|param|on)\b|^event\.(?:body|queryStringParameters|headers)\b|searchParams\.get(?:All)?$|formData\.get$|^(?:socket|ws)\.on$/;

/** What vendors' answers look like: `completion.choices[0].message.content`, `response.output_text`. */
const ANSWER = /\.choices\.(?:message|delta)\b|\.output_text$|\.candidates\.content\b/;

const SECRET =
  /^(?:process\.)?env\.(?:\w+_)?(?:(?<!PUBLIC_)KEY|SECRET|TOKEN|PASSWORD|PASSWD|CREDENTIALS?|DATABASE_URL)$/;

/** What an expression is by its path alone, such as `req.body.text`. */
export function originOfPath(path: string): Origin | undefined {
  if (REQUEST.test(path)) return 'request';
  if (ANSWER.test(path)) return 'model';
  return SECRET.test(path) ? 'secret' : undefined;
}

/** Calls of vendors' SDKs and of frameworks, whose result is the model's. */
export const MODEL_CALL =
  /(?:^|\.)(?:(?:chat\.)?completions\.(?:create|parse|stream)|responses\.(?:create|stream|parse)|messages\.(?:create|stream)|models\.generateContent(?:Stream)?|generateContent(?:Stream)?|generateText|streamText|generateObject|streamObject)$|^(?:this\.)?(?:chain|llm|model|agent|chat)\.(?:invoke|call|predict|stream)$|^(?:chat|chatSession)\.sendMessage(?:Stream)?$|^ollama\.(?:chat|generate)$|^cohere\.chat(?:Stream)?$/;

/** What makes a client, and its methods that ask the model. */
const CLIENT =
  /^(?:SecureLLMClient|ChatOpenAI|AzureChatOpenAI|ChatAnthropic|ChatGoogleGenerativeAI|ChatVertexAI|ChatOllama|ChatMistralAI|ChatGroq|Ollama|CohereClient(?:V2)?)$/;
const CLIENT_CALL = /^\w+\.(?:invoke|stream|chat|chatStream|generate|object|summarize|sentiment)$/;

/** Whether a call asks a model. */
export function isModelCall(file: ScriptFile, call: Call): boolean {
  const path = pathOf(call.callee);
  if (MODEL_CALL.test(path)) return !(path.endsWith('messages.create') && file.bindings.imports('twilio'));
  if (path === 'fetch' || /^axios(?:\.post)?$/.test(path)) return asksByURL(file, call.arguments[0]);
  if (CLIENT_CALL.test(path)) return CLIENT.test(madeBy(file, call.callee));
  const called = calledOf(file, call);
  return called?.module === '@openai/agents' && called.name === 'run';
}

/** Whether a method is one of a client of ours. */
export const isSecureClient = (file: ScriptFile, callee: Node): boolean => madeBy(file, callee) === 'SecureLLMClient';

/** The class of what a method is called on. */
function madeBy(file: ScriptFile, callee: Node): string {
  const name = rootOf(callee);
  const value = name && file.bindings.valueOf(name);
  return value?.type === 'NewExpression' ? pathOf(value.callee) : '';
}

/** Vendors' APIs, and what services call their own. */
function asksByURL(file: ScriptFile, url: Node | undefined): boolean {
  const shape = url ? file.bindings.shapeOf(url) : '';
  return isModelUrl(shape) || /\/api\/(?:chat|completion|ask|generate)$/.test(shape);
}

/** What reads text that strangers wrote: pages, mails, documents. */
const READERS = new Set([
  'pdf-parse',
  'mammoth',
  'cheerio',
  'mailparser',
  '@mozilla/readability',
  'turndown',
  'html-to-text',
]);
const FETCHED =
  /(?:^|\.)(?:retriever\.(?:invoke|getRelevantDocuments|retrieve)|similaritySearch(?:WithScore|VectorWithScore)?|page\.(?:content|innerText|textContent)|loader\.load|asRetriever\.invoke)$/;

/** Whether a call brings text from outside: a page at an URL that is not written out, a document, a hit of an index. */
export function fetches(file: ScriptFile, call: Call): boolean {
  const path = pathOf(call.callee);
  if (FETCHED.test(path)) return true;
  const [url] = call.arguments;
  if (/^(?:fetch|got|axios(?:\.get)?)$/.test(path))
    return url !== undefined && isOpenURL(url) && file.bindings.shapeOf(url) === HOLE;
  return READERS.has(calledOf(file, call)?.module ?? '');
}

/** `url`, `link.href`: not one that is put together from a base. */
const isOpenURL = ({ type }: Node): boolean => /^(?:Identifier|(?:Optional)?MemberExpression)$/.test(type);
