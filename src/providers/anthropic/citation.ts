import { isRecord } from '../../lib/json.ts';
import type { Citation } from '../../types/event.ts';

/**
 * A source of the answer: a web page (`url`), a search result (`source`, which may be a URL) or a document of the request.
 * Undefined for what names none of the fields that we know.
 */
export function readCitation(value: unknown): Citation | undefined {
  if (!isRecord(value)) return undefined;
  const url = webAddress(value.url) ?? webAddress(value.source);
  const title = textOf(value.title) ?? textOf(value.document_title);
  const quote = textOf(value.cited_text);
  if (url === undefined && title === undefined && quote === undefined) return undefined;
  return {
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(quote !== undefined && { quote }),
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const webAddress = (value: unknown): string | undefined =>
  typeof value === 'string' && /^https?:\/\//i.test(value) ? value : undefined;
