import { bytesOf } from '../../lib/base64.ts';
import { HIDINGS } from './hidden-text.ts';

/** Letters and digits alone, in lower case: what is left of a text whatever stands between them. */
export const skeleton = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * Everything a very attentive reader sees in a text, as skeletons one after another: what is written, what is hidden in
 * characters that nobody sees, and what stands there in base64.
 */
export function reading(text: string): string {
  const decoded = Array.from(text.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g), ([run]) => {
    const bytes = bytesOf(run);
    return bytes ? new TextDecoder().decode(bytes) : '';
  });
  return [text, ...HIDINGS.map(({ read }) => read(text)), ...decoded].map(skeleton).join(' ');
}
