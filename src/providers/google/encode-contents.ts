import { InvalidInputError } from '../../errors.ts';
import { base64 } from '../../lib/base64.ts';
import type { RequestMessage } from '../../types/call.ts';
import type { FilePart, Part, TextPart } from '../../types/message.ts';
import { misplaced } from '../misplaced.ts';
import { withGivenIds } from './call-ids.ts';
import { NO_SIGNATURE, readSigned } from './signatures.ts';

/** A part as it is sent; one kind of content each. */
export type WirePart = { thoughtSignature?: string } & (
  | { readonly text: string }
  | { readonly inlineData: { readonly mimeType: string; readonly data: string } }
  | { readonly fileData: { readonly mimeType: string; readonly fileUri: string } }
  | { readonly functionCall: { readonly id?: string; readonly name: string; readonly args: unknown } }
  | { readonly functionResponse: { readonly id?: string; readonly name: string; readonly response: object } }
);

export interface Content {
  readonly role: 'user' | 'model';
  readonly parts: WirePart[];
}

export interface Contents {
  readonly systemInstruction?: { readonly parts: readonly WirePart[] };
  readonly contents: readonly Content[];
}

/**
 * Messages as Gemini has them: all system text in one place, and the results of parallel calls in one turn. Text parts that
 * follow each other are one text; empty texts, and messages of nothing else, are left out.
 *
 * @param isSigned whether the model refuses calls without a signature: those of another provider get the one that stands for none
 */
export function encodeContents(messages: readonly RequestMessage[], isSigned = false): Contents {
  const system: WirePart[] = [];
  const contents: Content[] = [];
  let results: WirePart[] | undefined; // of the tool messages that follow each other
  for (const [index, message] of messages.entries()) {
    const parts = encodeParts(message, `${message.path ?? `messages[${index}]`}.content`);
    if (message.role === 'system') system.push(...parts);
    else if (parts.length === 0) continue;
    else if (message.role === 'tool' && results) results.push(...parts);
    else {
      results = message.role === 'tool' ? parts : undefined;
      if (isSigned && message.role === 'assistant') signForeign(parts);
      contents.push({ role: message.role === 'assistant' ? 'model' : 'user', parts });
    }
  }
  return { ...(system.length > 0 && { systemInstruction: { parts: system } }), contents: withGivenIds(contents) };
}

function encodeParts({ role, content }: RequestMessage, field: string): WirePart[] {
  const parts: WirePart[] = [];
  let text: TextPart[] = [];
  const closeText = () => {
    const whole = text.map((part) => part.text).join('');
    if (whole !== '') parts.push({ text: whole });
    text = [];
  };
  for (const [at, part] of content.entries()) {
    if (!CARRIES[role].includes(part.type)) throw misplaced(part, `${field}[${at}]`, role);
    if (part.type === 'continuation') continue;
    if (part.type === 'text') text.push(part);
    else {
      closeText();
      parts.push(encodePart(part, `${field}[${at}]`));
    }
  }
  closeText();
  return role === 'assistant' ? signed(parts, content, field) : parts;
}

const CARRIES: Readonly<Record<RequestMessage['role'], readonly Part['type'][]>> = {
  system: ['text'],
  user: ['text', 'file'],
  assistant: ['text', 'tool-call', 'continuation'],
  tool: ['tool-result'],
};

type Other = Exclude<Part, { readonly type: 'text' | 'continuation' }>;

function encodePart(part: Other, field: string): WirePart {
  switch (part.type) {
    case 'file':
      return encodeFile(part, field);
    case 'tool-call':
      return { functionCall: { id: part.id, name: part.name, args: part.input ?? {} } };
    case 'tool-result':
      return { functionResponse: { id: part.id, name: part.name, response: { output: part.output } } };
  }
}

function encodeFile({ data, mediaType: mimeType }: FilePart, field: string): WirePart {
  if (!(data instanceof URL)) return { inlineData: { mimeType, data: base64(data) } };
  if (data.protocol === 'https:') return { fileData: { mimeType, fileUri: data.href } };
  throw new InvalidInputError(`${field}.data`, 'must be an https URL or bytes: read the file and pass its bytes');
}

/** Of parallel calls Gemini signs the first alone. */
function signForeign(parts: readonly WirePart[]): void {
  const calls = parts.filter((part) => 'functionCall' in part);
  const [first] = calls;
  if (first && calls.every(({ thoughtSignature }) => thoughtSignature === undefined))
    first.thoughtSignature = NO_SIGNATURE;
}

/** Gives each part its signature back, wherever it stands in the message. One whose call is not there any more is left out. */
function signed(parts: WirePart[], content: readonly Part[], field: string): WirePart[] {
  for (const [at, part] of content.entries()) {
    if (part.type !== 'continuation' || part.provider !== 'google') continue;
    const read = readSigned(part);
    if (!read)
      throw new InvalidInputError(`${field}[${at}].data`, 'is no continuation of `google`: pass the part as it came');
    const owner = parts.findLast((each) =>
      read.call === undefined ? 'text' in each : 'functionCall' in each && each.functionCall.id === read.call,
    );
    if (owner) owner.thoughtSignature = read.signature;
    else if (read.call === undefined) parts.push({ text: '', thoughtSignature: read.signature });
  }
  return parts;
}
