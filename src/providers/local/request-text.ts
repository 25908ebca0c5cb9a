import type { ChatRequest } from '../../types/call.ts';
import type { Part } from '../../types/message.ts';
import { sentencesOf } from './sentences.ts';

/** The text of a task: the text parts of the user messages, joined by blank lines. */
export const taskText = ({ messages }: ChatRequest): string =>
  messages
    .filter(({ role }) => role === 'user')
    .flatMap(({ content }) => content.flatMap((part) => (part.type === 'text' ? [part.text] : [])))
    .join('\n\n');

/** What a chat is asked, and the texts that an answer may quote. */
export interface Question {
  readonly question: string;
  readonly sources: readonly string[];
}

/**
 * Reads a conversation. The question is what the user wrote in the last user message; where that is all there is, its
 * last paragraph, or the first when only that one asks. System texts and earlier answers of a model are never quoted.
 */
export function readQuestion({ messages }: ChatRequest): Question {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const earlier = messages.flatMap(({ role, content }, index) =>
    index === last || role === 'system' || role === 'assistant' ? [] : content.flatMap((part) => textOf(part)),
  );
  const parts = messages[last]?.content ?? [];
  const handed = parts.filter((part) => part.type === 'text' && part.trust === 'untrusted').flatMap(textOf);
  const own = parts
    .filter((part) => part.type === 'text' && part.trust !== 'untrusted')
    .flatMap(textOf)
    .join('\n\n');
  const { question, rest } = splitQuestion(own);
  return { question, sources: [...earlier, ...handed, ...(rest === '' ? [] : [rest])] };
}

const textOf = (part: Part): string[] =>
  part.type === 'text' ? [part.text] : part.type === 'tool-result' ? [part.output] : [];

function splitQuestion(text: string): { readonly question: string; readonly rest: string } {
  const paragraphs = text.split('\n').filter((line) => line.trim() !== '');
  const asks = (line: string | undefined) => line !== undefined && /[?？]["'”’)]?\s*$/.test(line.slice(-20));
  const first = paragraphs[0];
  const last = paragraphs.at(-1);
  if (first === undefined || last === undefined || paragraphs.length < 2) return splitSentence(text);
  const leads = (asks(first) || (first.length < 200 && /:\s*$/.test(first.slice(-20)))) && !asks(last);
  return leads
    ? { question: first, rest: paragraphs.slice(1).join('\n') }
    : { question: last, rest: paragraphs.slice(0, -1).join('\n') };
}

/** One paragraph that ends in a question: what stands before the question may be quoted. */
function splitSentence(text: string): { readonly question: string; readonly rest: string } {
  const trimmed = text.trim();
  if (!/[?？]$/.test(trimmed.slice(-1))) return { question: trimmed, rest: '' };
  const sentences = sentencesOf(trimmed);
  return { question: sentences.at(-1) ?? '', rest: sentences.slice(0, -1).join(' ') };
}
