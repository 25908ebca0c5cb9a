import { isRecord } from '../../lib/json.ts';
import type { Citation } from '../../types/event.ts';

/**
 * The source that an annotation names: a page (`url_citation`; Chat Completions puts its fields one level down) or a file
 * (`file_citation`). Undefined for any other, and for an address that is not http or https.
 */
export function readCitation(annotation: unknown): Citation | undefined {
  if (!isRecord(annotation)) return undefined;
  if (annotation.type === 'file_citation')
    return typeof annotation.filename === 'string' ? { title: annotation.filename } : undefined;
  const { url, title } = isRecord(annotation.url_citation) ? annotation.url_citation : annotation;
  if (annotation.type !== 'url_citation' || typeof url !== 'string' || !isWebAddress(url)) return undefined;
  return { url, ...(typeof title === 'string' && title !== '' && { title }) };
}

const isWebAddress = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
