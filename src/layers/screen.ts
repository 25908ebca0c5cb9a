import { GuardError, InputBlockedError, InvalidInputError } from '../errors.ts';
import { characters } from '../guards/characters.ts';
import { unicode, unicodeReplacement } from '../guards/unicode.ts';
import { edit } from '../lib/edit.ts';
import { says } from '../lib/messages.ts';
import { isStandardSchema, validate } from '../lib/schema.ts';
import type { ChatRequest, Layer, RequestMessage } from '../types/call.ts';
import type { Action, Finding, Guard, Match } from '../types/guard.ts';
import type { Part, Trust } from '../types/message.ts';
import type { StandardSchema } from '../types/schema.ts';

export interface ScreenPolicy {
  readonly unicode: Action | false;
  readonly characters?: RegExp | undefined;
  readonly expect?: RegExp | StandardSchema<unknown, unknown> | undefined;
  readonly maxChars: number;
}

/** A text of a request: where it stands, who wrote it, and how to put another in its place. */
interface Text {
  readonly text: string;
  readonly trust: Trust;
  readonly path: string;
  readonly source?: string | undefined;
}

/** What a safeguard does with what it finds. */
interface Rule {
  readonly guard: Guard;
  readonly action: Action;
  readonly applies: (text: Text) => boolean;
  /** What goes in place of a match of this rule; undefined where the rule only tells. */
  readonly replacement: (rule: string) => string | undefined;
}

/**
 * Holds the request: caps its length, removes what the rules forbid, and refuses what they block, before anything is
 * sent. Throws InvalidInputError, InputBlockedError, and GuardError when a safeguard itself fails.
 */
export const screen = (policy: ScreenPolicy): Layer => {
  const inspect = inspector(policy);
  return async function* screen(call, next) {
    const { request, findings } = await inspect(call.request);
    for (const finding of findings) {
      call.trace.findings.push(finding);
      yield { type: 'finding', finding };
    }
    yield* next(request === call.request ? call : { ...call, request });
  };
};

/** Screens again what a layer passes on, where it is not the request that the layer was given. */
export const rescreen = (layer: Layer, screen: Layer): Layer =>
  function rescreened(call, next) {
    return layer(call, (passed) => (passed.request === call.request ? next(passed) : screen(passed, next)));
  };

function rulesOf({ unicode: action, characters: allowed }: ScreenPolicy): readonly Rule[] {
  const rules: Rule[] = [];
  if (action !== false) rules.push({ guard: unicode, action, applies: () => true, replacement: unicodeReplacement });
  if (allowed)
    rules.push({
      guard: characters(allowed),
      action: 'redact',
      applies: ({ trust }) => trust === 'user',
      replacement: () => '',
    });
  return rules;
}

/** The screen without a call: the request as it may be sent, and what was found in it. */
export function inspector(policy: ScreenPolicy) {
  const rules = rulesOf(policy);
  return (request: ChatRequest): Promise<Inspection> => inspect(request, policy, rules);
}

interface Inspection {
  readonly request: ChatRequest;
  readonly findings: readonly Finding[];
}

async function inspect(request: ChatRequest, policy: ScreenPolicy, rules: readonly Rule[]): Promise<Inspection> {
  checkLength(request, policy.maxChars);
  const findings: Finding[] = [];
  const messages: RequestMessage[] = [];
  for (const [index, message] of request.messages.entries()) {
    const content: Part[] = [];
    for (const [position, part] of message.content.entries()) {
      const path = pathOf(message, index, position);
      const before = textOf(part, path);
      const text = before && (await clean(before, rules, findings));
      if (before?.trust === 'user' && message.role === 'user' && text !== undefined)
        await checkExpectation(text, policy.expect, path);
      content.push(text === undefined || text === before?.text ? part : withText(part, text));
    }
    const same = content.every((part, position) => part === message.content[position]);
    messages.push(same ? message : Object.freeze({ ...message, content: Object.freeze(content) }));
  }
  const blocked = findings.filter(({ action }) => action === 'block');
  if (blocked.length > 0) throw new InputBlockedError(blocked);
  if (messages.every((message, index) => message === request.messages[index])) return { request, findings };
  if (!messages.some(({ content }) => content.some(says)))
    throw new InvalidInputError('input', 'holds nothing but characters that were removed');
  return { request: Object.freeze({ ...request, messages: Object.freeze(messages) }), findings };
}

/** `messages[2].content[0]` as the caller counts; `instructions` and our own texts by their name. */
function pathOf(message: RequestMessage, index: number, position: number): string {
  const { path = `messages[${index}]` } = message;
  return path.startsWith('messages') ? `${path}.content[${position}]` : path;
}

function checkLength({ messages }: ChatRequest, maxChars: number): void {
  let total = 0;
  for (const { content } of messages)
    for (const part of content) {
      if (part.type === 'text') total += part.trust === 'trusted' ? 0 : part.text.length;
      else if (part.type === 'tool-result') total += part.output.length;
      else if (part.type === 'tool-call') total += JSON.stringify(part.input).length;
    }
  if (total > maxChars)
    throw new InvalidInputError(
      'input',
      `holds ${total} characters and at most ${maxChars} are allowed: shorten it, use \`summarize\`, or raise \`sanitize.maxChars\``,
    );
}

async function clean(given: Text, rules: readonly Rule[], findings: Finding[]): Promise<string> {
  const { path, source } = given;
  let { text } = given;
  for (const { guard, action, applies, replacement } of rules) {
    if (!applies(given)) continue;
    const matches = await scan(guard, text, given.trust);
    for (const match of matches) {
      const decided = replacement(match.rule) === undefined && action !== 'allow' ? 'warn' : action;
      const where = { guard: guard.id, stage: 'input', action: decided, path } as const;
      findings.push(Object.freeze({ ...match, ...where, ...(source && { source }) }));
    }
    if (action === 'redact') text = edit(text, matches, (matched, { rule }) => replacement(rule) ?? matched);
  }
  return text;
}

async function scan(guard: Guard, text: string, trust: Trust): Promise<readonly Match[]> {
  try {
    return await guard.scan(text, { trust, stage: 'input' });
  } catch (error) {
    throw new GuardError(guard.id, error);
  }
}

async function checkExpectation(text: string, expect: ScreenPolicy['expect'], path: string): Promise<void> {
  if (expect === undefined) return;
  let fits: boolean;
  try {
    fits = isStandardSchema(expect) ? 'value' in (await validate(expect, text)) : (expect as RegExp).test(text);
  } catch (error) {
    throw new GuardError('expect', error);
  }
  if (!fits) throw new InvalidInputError(path, 'does not match `sanitize.expect`: ask the user for another text');
}

function textOf(part: Part, path: string): Text | undefined {
  if (part.type === 'text') return { text: part.text, trust: part.trust ?? 'user', path, source: part.source };
  if (part.type === 'tool-result') return { text: part.output, trust: part.trust ?? 'untrusted', path };
  return undefined;
}

const withText = (part: Part, text: string): Part =>
  Object.freeze(part.type === 'tool-result' ? { ...part, output: text } : { ...part, text }) as Part;
