import { isSecureLLMError } from '../../errors.ts';
import { isRecord, type JsonRecord } from '../../lib/json.ts';
import type { CommandContext } from '../commands/command.ts';
import { ringOf } from '../ring.ts';
import type { Row } from './rows.ts';

/** Opens the content of rows, where it is asked for. What the keys do not open stays as it is, and is told at the end. */
export async function openerOf({ flags, io, note }: CommandContext) {
  if (!flags.content) return { open: async (rows: Row[]) => rows, end: async () => {} };
  const keyRing = await ringOf(flags, io.env);
  const { openContent } = await import('../../node/vault.ts');
  let closed = 0;
  const openRow = async (row: Row): Promise<Row> => {
    try {
      const content = await openContent(row.record, { keyRing });
      return content ? { ...row, content } : row;
    } catch (error) {
      if (!isSecureLLMError(error)) throw error;
      closed++;
      return row;
    }
  };
  return {
    open: (rows: Row[]) => Promise.all(rows.map(openRow)),
    end: async () => {
      if (closed > 0) await note([`the content of ${closed} records does not open with these keys, or was altered`]);
    },
  };
}

/** What was said, indented, so that no line of it passes for a record. Empty for what was not opened. */
export function contentLines({ content }: Row): string {
  if (!content) return '';
  const { messages, text, reasoning, toolCalls, refused, cut } = content;
  const answers = [
    ['answer', text],
    ['reasoning', reasoning],
    ...listOf(toolCalls).map((call) => ['tool call', callText(call)]),
    ['refused answer', isRecord(refused) ? refused.text : undefined],
    ...(isRecord(refused) ? listOf(refused.toolCalls).map((call) => ['refused tool call', callText(call)]) : []),
    ['cut', cut && `${cut} characters had no room`],
  ];
  const asked = listOf(messages).map(({ role, content }) => [role, listOf(content).map(partText).join(' ')]);
  return [...asked, ...answers]
    .filter(([, said]) => typeof said === 'string' && said !== '')
    .map(([who, said]) => `    ${who}: ${String(said).replaceAll('\n', '\n      ')}\n`)
    .join('');
}

const listOf = (value: unknown): JsonRecord[] => (Array.isArray(value) ? value.filter(isRecord) : []);

const callText = ({ name, input }: JsonRecord): string => `${name} ${JSON.stringify(input)}`;

function partText(part: JsonRecord): string {
  if (part.type === 'text') return String(part.text);
  if (part.type === 'tool-call') return `[tool call] ${callText(part)}`;
  if (part.type === 'tool-result') return `[result of ${part.name}] ${part.output}`;
  if (part.type === 'file') return `[${part.mediaType}, ${part.url ?? `${part.bytes} bytes`}]`;
  return '';
}
