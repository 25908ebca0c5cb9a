import { InputBlockedError, InvalidInputError } from '../../errors.ts';
import { mapLeaves } from '../../lib/leaves.ts';
import { says } from '../../lib/messages.ts';
import { openSchema } from '../../lib/open-schema.ts';
import { splitsPair } from '../../lib/screening/matches.ts';
import { reporting } from '../../lib/screening/policy.ts';
import type { Safeguard } from '../../lib/screening/safeguard.ts';
import { screenWhole } from '../../lib/screening/whole.ts';
import type { ChatRequest, RequestMessage, ToolDefinition } from '../../types/call.ts';
import type { Action, Finding } from '../../types/guard.ts';
import type { Part, TextPart, ToolCallPart, ToolResultPart, Trust } from '../../types/message.ts';
import type { JsonSchema } from '../../types/schema.ts';
import { type Expectation, mismatch } from './expectation.ts';
import { Findings, type Place } from './findings.ts';
import { checkLength, pathOf, runsOf, seamsOf } from './parts.ts';

/** How a request is inspected. */
export interface RequestPolicy {
  readonly safeguards: readonly Safeguard[];
  readonly onGuardError: 'block' | 'allow';
  readonly mode: 'enforce' | 'report';
  readonly maxChars: number;
  readonly expect?: Expectation | undefined;
  /** Whether values may leave as placeholders. */
  readonly replaces: boolean;
  /** Messages and tools that were read before, as they may be sent; they are not read again. */
  readonly known: Set<object>;
  /** Turns of the model in this operation: the placeholders in them are ours. */
  readonly own: Set<object>;
}

export interface Inspection {
  /** As it may be sent. */
  readonly request: ChatRequest;
  readonly findings: readonly Finding[];
  /** The strongest of what the findings ask for. */
  readonly action: Action;
  /** To be thrown: something was found that is blocked. */
  readonly refusal?: InputBlockedError;
}

/**
 * Reads every text of a request: parts, tool results, inputs of tool calls, definitions of tools. Throws InvalidInputError
 * for one that is too long or not as expected, GuardError where a guard fails.
 */
export const inspect = (request: ChatRequest, policy: RequestPolicy): Promise<Inspection> =>
  new Inspector(policy, request.tools).inspect(request);

class Inspector {
  readonly #policy: RequestPolicy;
  readonly #findings = new Findings();
  readonly #tools: ReadonlySet<string>;
  /** A model's earlier words are no orders, and an answer about attacks must not end a conversation: they only warn. */
  readonly #ownWords: readonly Safeguard[];

  constructor(policy: RequestPolicy, tools: readonly ToolDefinition[] = []) {
    this.#policy = policy;
    this.#tools = new Set(tools.map(({ name }) => name));
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
    const { all: findings, blocked, strongest: action } = this.#findings;
    if (blocked.length > 0) return { request, findings, action, refusal: new InputBlockedError(blocked) };
    for (const read of [...messages, ...tools]) this.#policy.known.add(read);
    const changes = {
      ...(messages.some((message, index) => message !== request.messages[index]) && {
        messages: Object.freeze(messages),
      }),
      ...(tools.some((tool, index) => tool !== request.tools?.[index]) && { tools: Object.freeze(tools) }),
    };
    if (Object.keys(changes).length === 0) return { request, findings, action };
    if (!messages.some(({ content }) => content.some(says)))
      throw new InvalidInputError('input', 'holds nothing but characters that were removed');
    return { request: Object.freeze({ ...request, ...changes }), findings, action };
  }

  async #message(message: RequestMessage, index: number): Promise<RequestMessage> {
    if (this.#policy.known.has(message)) return message;
    const { role, content } = message;
    const safeguards = this.#safeguardsOf(message);
    const joined = await this.#joined(message, index, safeguards);
    const parts: Part[] = [];
    for (const [position, part] of content.entries()) {
      const path = pathOf(message, index, position);
      if (part.type === 'text' && part.trust === 'user' && role === 'user') await this.#expect(part.text, path);
      parts.push(joined.get(position) ?? (await this.#part(part, path, safeguards)));
    }
    const same = parts.every((part, position) => part === content[position]);
    return same ? message : Object.freeze({ ...message, content: Object.freeze(parts) });
  }

  #safeguardsOf(message: RequestMessage): readonly Safeguard[] {
    if (this.#policy.own.has(message)) return this.#ownWords.filter(({ silent }) => !silent);
    return message.role === 'assistant' ? this.#ownWords : this.#policy.safeguards;
  }

  /**
   * Parts that are sent as one text, where something reaches over a seam between them: the first takes all of the text, as
   * it may be sent, and the others are left empty.
   */
  async #joined(
    message: RequestMessage,
    index: number,
    safeguards: readonly Safeguard[],
  ): Promise<ReadonlyMap<number, TextPart>> {
    const joined = new Map<number, TextPart>();
    for (const run of runsOf(message)) {
      const texts = run.map((position) => message.content[position] as TextPart);
      const { trust = 'user', source } = texts[0] as TextPart;
      const place = { path: pathOf(message, index, run[0]), source };
      const whole = texts.map(({ text }) => text).join('');
      const onError = this.#findings.onError(this.#policy.onGuardError, 'input', place);
      const { text, sightings } = await screenWhole(whole, safeguards, { trust, stage: 'input' }, onError);
      const isOver = (seam: number) =>
        splitsPair(whole, seam) || sightings.some(({ start, end }) => start < seam && seam < end);
      if (!seamsOf(texts.map(({ text }) => text)).some(isOver)) continue;
      sightings.forEach(this.#findings.at(place));
      for (const [at, position] of run.entries())
        joined.set(position, Object.freeze({ ...(texts[at] as TextPart), text: at === 0 ? text : '' }));
    }
    return joined;
  }

  /** A part as it may be sent; the part itself where nothing changed. */
  async #part(part: Part, path: string, safeguards: readonly Safeguard[]): Promise<Part> {
    switch (part.type) {
      case 'text': {
        const trust = part.trust ?? 'user';
        const source = part.source && (await this.#text(part.source, trust, { path: `${path}.source` }, safeguards));
        const text = await this.#text(part.text, trust, { path, source }, safeguards);
        return text === part.text && source === part.source
          ? part
          : Object.freeze({ ...part, text, ...(source && { source }) });
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
        await this.#name(part, path, safeguards);
        const source = this.#tools.has(part.name) ? part.name : undefined; // another name is a model's own word
        const place = { path: `${path}.input`, source };
        const input = await mapLeaves(part.input, (text) => this.#text(text, 'untrusted', place, safeguards));
        return input === part.input ? part : Object.freeze({ ...part, input });
      }
      default:
        return part;
    }
  }

  /** Ids and names are sent as they are: they tie calls to results, so nothing in them can be replaced. */
  async #name(
    { id, name }: ToolCallPart | ToolResultPart,
    path: string,
    safeguards: readonly Safeguard[],
  ): Promise<void> {
    const given = `${id}\n${name}`;
    const screened = await this.#text(given, 'untrusted', { path }, safeguards);
    if (screened !== given)
      throw new InvalidInputError(path, 'has an `id` or `name` that holds what a safeguard would replace: use another');
  }

  async #tool(tool: ToolDefinition): Promise<ToolDefinition> {
    if (this.#policy.known.has(tool)) return tool;
    const { name, description, trust = 'trusted' } = tool;
    const read = (text: string, field: string) =>
      this.#text(text, trust, { path: `tools.${name}.${field}` }, this.#policy.safeguards);
    const told = description === undefined ? undefined : await read(description, 'description');
    const screened = (await mapLeaves(tool.parameters, (text) => read(text, 'input'))) as JsonSchema;
    const parameters = tool.restore && this.#policy.replaces ? openSchema(screened) : screened;
    if (told === description && parameters === tool.parameters) return tool;
    return Object.freeze({ ...tool, description: told, parameters });
  }

  async #text(text: string, trust: Trust, place: Place, safeguards: readonly Safeguard[]): Promise<string> {
    const onError = this.#findings.onError(this.#policy.onGuardError, 'input', place);
    const screened = await screenWhole(text, safeguards, { trust, stage: 'input' }, onError);
    screened.sightings.forEach(this.#findings.at(place));
    return screened.text;
  }

  async #expect(given: string, path: string): Promise<void> {
    const { expect, safeguards, mode } = this.#policy;
    const missed = expect && (await mismatch(given, expect, safeguards));
    if (!missed) return;
    if (mode === 'report') this.#findings.at({ path })(missed);
    else
      throw new InvalidInputError(
        path,
        'does not have the form that is expected: ask for another text',
        'change `sanitize.expect`',
      );
  }
}
