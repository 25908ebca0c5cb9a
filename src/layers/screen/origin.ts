import type { PlaceholderTable } from '../../lib/placeholders.ts';
import type { Safeguard } from '../../lib/screening/safeguard.ts';
import type { ChatRequest } from '../../types/call.ts';

/** Findings that are told apart: as many as are kept. More would cost a hostile answer's length each. */
const MOST = 100;
const ASKED: readonly string[] = ['secrets', 'pii'];

/** The guards of an answer, which say of secrets and personal data whether the request held them too. */
export function withOrigin(
  safeguards: readonly Safeguard[],
  { messages }: ChatRequest,
  placeholders: PlaceholderTable,
): readonly Safeguard[] {
  let asked = 0;
  let texts: readonly string[] | undefined;
  const originOf = (matched: string): 'input' | 'model' | undefined => {
    if (matched === '' || ++asked > MOST) return undefined;
    texts ??= messages.flatMap(({ content }) =>
      content.flatMap((part) => (part.type === 'text' ? part.text : part.type === 'tool-result' ? part.output : [])),
    );
    return placeholders.has(matched) || texts.some((text) => text.includes(matched)) ? 'input' : 'model';
  };
  return safeguards.map((safeguard) => (ASKED.includes(safeguard.guard.id) ? { ...safeguard, originOf } : safeguard));
}
