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

/** A text of a request, with where it stands and who wrote it. */
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
    const { request, findings, refusal } = await inspect(call.request);
    call.trace.findings.push(...findings);
    if (refusal) throw refusal;
    for (const finding of findings) yield { type: 'finding', finding };
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
  /** The first 100: what a hostile text can make of more would fill logs, not tell more. */
  readonly findings: readonly Finding[];
  /** To be thrown: something was found that is blocked. */
  readonly refusal?: InputBlockedError;
}

const MAX_FINDINGS = 100;

async function inspect(request: ChatRequest, policy: ScreenPolicy, rules: readonly Rule[]): Promise<Inspection> {
  checkLength(request, policy.maxChars);
  const findings: Finding[] = [];
  const messages: RequestMessage[] = [];
  for (const [index, message] of request.messages.entries()) {
    const content: Part[] = [];
    for (const [position, part] of message.content.entries()) {
      const path = pathOf(message, index, position);
      const cleaned = await cleanPart(part, path, rules, findings);
      if (part.type === 'text' && part.trust === 'user' && message.role === 'user' && cleaned.type === 'text')
        await checkExpectation(cleaned.text, policy.expect, path);
      content.push(cleaned);
    }
    const same = content.every((part, position) => part === message.content[position]);
    messages.push(same ? message : Object.freeze({ ...message, content: Object.freeze(content) }));
  }
  const blocked = findings.filter(({ action }) => action === 'block');
  if (blocked.length > 0) return { request, findings, refusal: new InputBlockedError(blocked) };
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
      if ('id' in part) total += part.id.length + part.name.length;
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
      if (findings.length < MAX_FINDINGS)
        findings.push(Object.freeze({ ...match, ...where, ...(source && { source }) }));
      else if (decided === 'block') findings[MAX_FINDINGS - 1] = Object.freeze({ ...match, ...where }); // never lost in the crowd
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

/** A part as it may be sent: its text, or every string of a tool call's input. The part itself where nothing changed. */
async function cleanPart(part: Part, path: string, rules: readonly Rule[], findings: Finding[]): Promise<Part> {
  switch (part.type) {
    case 'text': {
      const text = await clean(
        { text: part.text, trust: part.trust ?? 'user', path, source: part.source },
        rules,
        findings,
      );
      return text === part.text ? part : Object.freeze({ ...part, text });
    }
    case 'tool-result': {
      const output = await clean({ text: part.output, trust: part.trust ?? 'untrusted', path }, rules, findings);
      return output === part.output ? part : Object.freeze({ ...part, output });
    }
    case 'tool-call': {
      const leaf = (text: string) => clean({ text, trust: 'untrusted', path: `${path}.input` }, rules, findings);
      const input = await mapLeaves(part.input, leaf);
      return input === part.input ? part : Object.freeze({ ...part, input });
    }
    default:
      return part;
  }
}

/** The same JSON value with every string, keys included, passed through `map`; the value itself where none changed. */
async function mapLeaves(value: unknown, map: (text: string) => Promise<string>): Promise<unknown> {
  if (typeof value === 'string') return map(value);
  if (typeof value !== 'object' || value === null) return value;
  let changed = false;
  const mapped = async (inner: unknown): Promise<unknown> => {
    const result = await mapLeaves(inner, map);
    changed ||= result !== inner;
    return result;
  };
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) items.push(await mapped(item));
    return changed ? Object.freeze(items) : value;
  }
  const entries: (readonly [string, unknown])[] = [];
  for (const [key, inner] of Object.entries(value)) entries.push([String(await mapped(key)), await mapped(inner)]);
  return changed ? Object.freeze(Object.fromEntries(entries)) : value;
}
