import { GuardError, InputBlockedError, InvalidInputError } from '../../errors.ts';
import { mapLeaves } from '../../lib/leaves.ts';
import { says } from '../../lib/messages.ts';
import { isStandardSchema, validate } from '../../lib/schema.ts';
import { reporting } from '../../lib/screening/policy.ts';
import type { Safeguard } from '../../lib/screening/safeguard.ts';
import { screenWhole } from '../../lib/screening/whole.ts';
import type { ChatRequest, RequestMessage, ToolDefinition } from '../../types/call.ts';
import type { Finding } from '../../types/guard.ts';
import type { Part, Trust } from '../../types/message.ts';
import type { JsonSchema, StandardSchema } from '../../types/schema.ts';
import { Findings, type Place } from './findings.ts';
import { checkLength, pathOf, runsOf } from './parts.ts';

/** How a request is inspected. */
export interface RequestPolicy {
  readonly safeguards: readonly Safeguard[];
  readonly onGuardError: 'block' | 'allow';
  readonly mode: 'enforce' | 'report';
  readonly maxChars: number;
  readonly expect?: RegExp | StandardSchema<unknown, unknown> | undefined;
}

export interface Inspection {
  /** As it may be sent. */
  readonly request: ChatRequest;
  readonly findings: readonly Finding[];
  /** To be thrown: something was found that is blocked. */
  readonly refusal?: InputBlockedError;
}

/**
 * Reads every text of a request: parts, tool results, inputs of tool calls, definitions of tools. Throws InvalidInputError
 * for one that is too long or not as expected, GuardError where a guard fails.
 */
export const inspect = (request: ChatRequest, policy: RequestPolicy): Promise<Inspection> =>
  new Inspector(policy).inspect(request);

class Inspector {
  readonly #policy: RequestPolicy;
  readonly #findings = new Findings();
  /** A model's earlier words are no orders, and an answer about attacks must not end a conversation: they only warn. */
  readonly #ownWords: readonly Safeguard[];

  constructor(policy: RequestPolicy) {
    this.#policy = policy;
    this.#ownWords = policy.safeguards.map((safeguard) =>
      safeguard.guard.id === 'injection' ? { ...safeguard, ...reporting(safeguard) } : safeguard,
    );
  }

  async inspect(request: ChatRequest): Promise<Inspection> {
    checkLength(request, this.#policy.maxChars);
    const messages: RequestMessage[] = [];
    for (const [index, message] of request.messages.entries()) messages.push(await this.#message(message, index));
    const tools: ToolDefinition[] = [];
    for (const tool of request.tools ?? []) tools.push(await this.#tool(tool));
    const { all: findings, blocked } = this.#findings;
    if (blocked.length > 0) return { request, findings, refusal: new InputBlockedError(blocked) };
    const changes = {
      ...(messages.some((message, index) => message !== request.messages[index]) && {
        messages: Object.freeze(messages),
      }),
      ...(tools.some((tool, index) => tool !== request.tools?.[index]) && { tools: Object.freeze(tools) }),
    };
    if (Object.keys(changes).length === 0) return { request, findings };
    if (!messages.some(({ content }) => content.some(says)))
      throw new InvalidInputError('input', 'holds nothing but characters that were removed');
    return { request: Object.freeze({ ...request, ...changes }), findings };
  }

  async #message(message: RequestMessage, index: number): Promise<RequestMessage> {
    const { role, content } = message;
    const safeguards = role === 'assistant' ? this.#ownWords : this.#policy.safeguards;
    const runs = runsOf(content);
    const parts: Part[] = [];
    for (const { part, position } of runs) {
      const path = pathOf(message, index, position);
      if (part.type === 'text' && part.trust === 'user' && role === 'user') await this.#expect(part.text, path);
      parts.push(await this.#part(part, path, safeguards));
    }
    const same = parts.length === content.length && parts.every((part, position) => part === content[position]);
    return same ? message : Object.freeze({ ...message, content: Object.freeze(parts) });
  }

  /** A part as it may be sent; the part itself where nothing changed. */
  async #part(part: Part, path: string, safeguards: readonly Safeguard[]): Promise<Part> {
    switch (part.type) {
      case 'text': {
        const text = await this.#text(part.text, part.trust ?? 'user', { path, source: part.source }, safeguards);
        return text === part.text ? part : Object.freeze({ ...part, text });
      }
      case 'tool-result': {
        const output = await this.#text(
          part.output,
          part.trust ?? 'untrusted',
          { path, source: part.name },
          safeguards,
        );
        return output === part.output ? part : Object.freeze({ ...part, output });
      }
      case 'tool-call': {
        const place = { path: `${path}.input`, source: part.name };
        const input = await mapLeaves(part.input, (text) => this.#text(text, 'untrusted', place, safeguards));
        return input === part.input ? part : Object.freeze({ ...part, input });
      }
      default:
        return part;
    }
  }

  async #tool(tool: ToolDefinition): Promise<ToolDefinition> {
    const { name, description, trust = 'trusted' } = tool;
    const read = (text: string, field: string) =>
      this.#text(text, trust, { path: `tools.${name}.${field}` }, this.#policy.safeguards);
    const told = description === undefined ? undefined : await read(description, 'description');
    const parameters = (await mapLeaves(tool.parameters, (text) => read(text, 'input'))) as JsonSchema;
    if (told === description && parameters === tool.parameters) return tool;
    return Object.freeze({ ...tool, description: told, parameters });
  }

  async #text(text: string, trust: Trust, place: Place, safeguards: readonly Safeguard[]): Promise<string> {
    const onError = this.#findings.onError(this.#policy.onGuardError, 'input', place);
    const screened = await screenWhole(text, safeguards, { trust, stage: 'input' }, onError);
    screened.sightings.forEach(this.#findings.at(place));
    return screened.text;
  }

  /** Asks whether the text of a user, without what is hidden in it, is of the form that was announced. */
  async #expect(given: string, path: string): Promise<void> {
    const { expect, safeguards, mode } = this.#policy;
    if (expect === undefined) return;
    const cleaning = safeguards.filter(({ cleans }) => cleans);
    const { text } = await screenWhole(given, cleaning, { trust: 'user', stage: 'input' }, (guard, error) => {
      throw new GuardError(guard.id, error);
    });
    if (await fits(text, expect)) return;
    if (mode === 'enforce')
      throw new InvalidInputError(path, 'does not match `sanitize.expect`: ask the user for another text');
    this.#findings.at({ path })({
      guard: 'expect',
      rule: 'expect/mismatch',
      score: 1,
      start: 0,
      end: given.length,
      stage: 'input',
      action: 'warn',
    });
  }
}

async function fits(text: string, expect: RegExp | StandardSchema<unknown, unknown>): Promise<boolean> {
  try {
    return isStandardSchema(expect) ? 'value' in (await validate(expect, text)) : (expect as RegExp).test(text);
  } catch (error) {
    throw new GuardError('expect', error);
  }
}
