import { toolInputSafeguards } from '../../guards/safeguards.ts';
import { isRecord } from '../../lib/json.ts';
import type { PlaceholderTable } from '../../lib/placeholders.ts';
import { isFirst } from '../../lib/screening/safeguard.ts';
import type { ToolDefinition } from '../../types/call.ts';
import type { ChatEvent, Citation } from '../../types/event.ts';
import type { Finding } from '../../types/guard.ts';
import { Findings } from './findings.ts';
import { readAnswer } from './read-answer.ts';
import { AnswerTexts, type TextKind } from './text.ts';
import { screenValue, type TextPolicy } from './value.ts';

/** How an answer is screened. */
export interface AnswerPolicy extends TextPolicy {
  readonly text: TextKind;
  /** Where the values are that the arguments of a tool may hold. */
  readonly toolValues: PlaceholderTable;
  readonly tools?: readonly ToolDefinition[] | undefined;
  /** Learns each finding as it is made. */
  readonly report: (finding: Finding) => void;
  /** Learns that it names a source. */
  readonly cites: () => void;
}

type ToolCall = Extract<ChatEvent, { type: 'tool-call' }>;

/**
 * Screens an answer on its way to the reader. Text and reasoning come as soon as no guard may still object; tool calls come
 * whole, before the end. Findings go before the text that they are about. Throws OutputBlockedError instead of showing
 * what is blocked; where the answer breaks off, what was held back is never shown.
 */
export function screenAnswer(events: AsyncIterable<ChatEvent>, policy: AnswerPolicy): AsyncIterable<ChatEvent> {
  const findings = new Findings();
  const texts = new AnswerTexts(policy.text, policy, findings);
  const calls: ToolCall[] = [];
  let citations = 0;
  const finish = async (end: ChatEvent): Promise<readonly ChatEvent[]> => {
    const rest = [...(await texts.end())];
    for (const [index, call] of calls.entries())
      rest.push(...(await screenCall(call, `toolCalls[${index}]`, policy, findings)));
    return [...rest, end];
  };
  return readAnswer(events, findings, policy.report, (event) => {
    switch (event.type) {
      case 'text-delta':
      case 'reasoning-delta':
        return texts.write(event);
      case 'tool-call-delta': // half of an argument cannot be judged
      case 'tool-result': // no word of a provider's
        return undefined;
      case 'tool-call':
        calls.push(event);
        return undefined;
      case 'end':
        return finish(event);
      case 'citation':
        policy.cites();
        return isRecord(event.citation) ? screenCitation(event.citation, citations++, policy, findings) : undefined;
      case 'start':
      case 'continuation':
      case 'finding':
        return event;
    }
  });
}

/** A source with its texts screened, which may be rendered as an answer is; an address that is not of the web is left out. */
async function screenCitation(
  { url, title, quote }: Citation,
  index: number,
  { safeguards, onGuardError }: AnswerPolicy,
  findings: Findings,
): Promise<readonly ChatEvent[]> {
  const path = `citations[${index}]`;
  const address = url !== undefined && isWebURL(url) ? { url } : {};
  const texts = await screenValue({ title, quote }, path, { safeguards, onGuardError }, findings);
  const shown = await screenValue(address, path, { safeguards: safeguards.filter(isFirst), onGuardError }, findings);
  return [{ type: 'citation', citation: { ...(shown as Citation), ...(texts as Citation) } }];
}

const isWebURL = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/**
 * A tool call with its name and the strings of its input screened, and its placeholders restored where the tool is for that.
 * Links are left: nothing of it is rendered, and a URL may be what the tool needs.
 */
async function screenCall(
  call: ToolCall,
  path: string,
  { safeguards, onGuardError, tools, toolValues }: AnswerPolicy,
  findings: Findings,
): Promise<readonly ChatEvent[]> {
  const policy = { safeguards: safeguards.filter(isFirst), onGuardError };
  const [id, name] = (await screenValue([call.id, call.name], path, policy, findings)) as [string, string];
  const tool = tools?.find((tool) => tool.name === name);
  const inspected = { ...policy, safeguards: [...policy.safeguards, ...toolInputSafeguards(tool?.inspect)] };
  const screened = await screenValue(call.input, `${path}.input`, inspected, findings);
  const input = tool?.restore ? toolValues.restoreJson(screened) : screened;
  return [
    { type: 'tool-call-delta', id, name, inputText: JSON.stringify(input) },
    { type: 'tool-call', id, name, input },
  ];
}
