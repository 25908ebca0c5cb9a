import type { Node } from '@babel/types';
import { pathOf, propertyOf } from './bindings.ts';
import { callsIn } from './calls.ts';
import { isModelCall, isSecureClient } from './origins.ts';
import { paramsOf } from './scopes.ts';
import type { ScriptFile } from './script-file.ts';

/** A text that a model is told, where it is put together. */
export interface PromptText {
  readonly role: 'system' | 'user';
  readonly node: Node;
}

const SYSTEM_FIELDS = ['system', 'instructions', 'systemInstruction', 'systemPrompt', 'preamble'];
const USER_FIELDS = ['prompt', 'input', 'contents', 'message'];

/** What is configured with a system text: an agent, a Gemini model. */
const CONFIGURED = /(?:^|\.)(?:getGenerativeModel|startChat|create(?:React)?Agent|chats\.create)$/;
const AGENT = /^(?:\w*Agent|Assistant)$/;
const LANGCHAIN = /^(System|Human)Message(?:PromptTemplate\.fromTemplate)?$/;

/** The prompts of a file: messages with a role, the arguments of calls of a model, LangChain's messages and templates. */
export function promptsIn(file: ScriptFile): readonly PromptText[] {
  const known = found.get(file);
  if (known) return known;
  const prompts = [...messagesIn(file), ...argumentsIn(file), ...langChainIn(file)];
  const seen = new Set<Node>();
  const each = prompts.filter(({ node }) => !seen.has(node) && seen.add(node));
  found.set(file, each);
  return each;
}

const found = new WeakMap<ScriptFile, readonly PromptText[]>();

function messagesIn(file: ScriptFile): readonly PromptText[] {
  return file.nodes('ObjectExpression').flatMap((object): readonly PromptText[] => {
    const role = propertyOf(file, object, 'role');
    const node = propertyOf(file, object, 'content') ?? propertyOf(file, object, 'parts');
    if (role?.type !== 'StringLiteral' || !node) return [];
    if (/^(?:system|developer)$/.test(role.value)) return [{ role: 'system', node }];
    return role.value === 'user' ? [{ role: 'user', node }] : [];
  });
}

function argumentsIn(file: ScriptFile): readonly PromptText[] {
  const prompts: PromptText[] = [];
  const configured = (node: Node | undefined) => {
    for (const object of [node, propertyOf(file, node, 'config')])
      for (const name of SYSTEM_FIELDS) {
        const text = propertyOf(file, object, name);
        if (text) prompts.push({ role: 'system', node: text });
      }
  };
  for (const call of callsIn(file)) {
    const [first, second] = call.arguments;
    if (CONFIGURED.test(pathOf(call.callee))) configured(first);
    if (!first || !isModelCall(file, call)) continue;
    configured(first);
    if (isSecureClient(file, call.callee)) configured(second);
    const given = file.bindings.resolved(first);
    if (given.type !== 'ObjectExpression') {
      if (given.type !== 'ArrayExpression') prompts.push({ role: 'user', node: first });
      continue;
    }
    for (const name of USER_FIELDS) {
      const text = propertyOf(file, given, name);
      if (text && file.bindings.resolved(text).type !== 'ArrayExpression') prompts.push({ role: 'user', node: text });
    }
  }
  for (const { callee, arguments: given } of file.nodes('NewExpression'))
    if (AGENT.test(pathOf(callee))) configured(given[0]);
  return prompts;
}

function langChainIn(file: ScriptFile): readonly PromptText[] {
  const made = [...callsIn(file), ...file.nodes('NewExpression')].flatMap(({ callee, arguments: given }) => {
    const role = LANGCHAIN.exec(pathOf(callee))?.[1];
    const [first] = given;
    if (!role || !first) return [];
    const node = propertyOf(file, first, 'content') ?? first;
    return [{ role: role === 'System' ? 'system' : 'user', node } as const];
  });
  const listed = file.nodes('ArrayExpression').flatMap(({ elements }): readonly PromptText[] => {
    const [role, node] = elements;
    if (elements.length !== 2 || !node || role?.type !== 'StringLiteral') return [];
    return role.value === 'system' ? [{ role: 'system', node }] : [];
  });
  return [...made, ...listed];
}

/** Whether a name is a prompt of a file, or its messages, as a whole. */
export function isWholePrompt(file: ScriptFile, node: Node): boolean {
  if (node.type !== 'Identifier') return false;
  const keys = whole.get(file) ?? wholePrompts(file);
  whole.set(file, keys);
  return keys.has(file.flow.keyOf(node));
}

const whole = new WeakMap<ScriptFile, ReadonlySet<string>>();

/** What goes to a model, and what goes to functions of the file that hand it on. */
function wholePrompts(file: ScriptFile): ReadonlySet<string> {
  const keys = new Set<string>();
  const add = (node: Node | undefined) => {
    if (node?.type === 'Identifier') keys.add(file.flow.keyOf(node));
  };
  const calls = callsIn(file);
  for (const { node } of promptsIn(file)) add(node);
  for (const call of calls) if (isModelCall(file, call)) add(propertyOf(file, call.arguments[0], 'messages'));
  for (let size = -1, round = 0; size !== keys.size && round < ROUNDS; round++) {
    size = keys.size;
    for (const { callee, arguments: given } of calls) {
      const own = file.flow.functionOf(callee);
      if (own)
        for (const [index, parameter] of paramsOf(own).entries())
          if (parameter.type === 'Identifier' && keys.has(file.flow.keyOf(parameter))) add(given[index]);
    }
  }
  return keys;
}

const ROUNDS = 3;
