import { isMadeUp } from '../made-up-id.ts';
import type { Content, WirePart } from './encode-contents.ts';

/**
 * Turns without the ids that are ours: where Google gave none, some models of Vertex AI refuse any. Nothing but their order
 * tells results without an id apart, so that is the order of the calls.
 */
export function withGivenIds(turns: readonly Content[]): readonly Content[] {
  const places = new Map<string | undefined, number>();
  const placeOf = (part: WirePart): number =>
    ('functionResponse' in part ? places.get(part.functionResponse.id) : undefined) ?? 0;
  return turns.map(({ role, parts }) => {
    for (const part of parts) if ('functionCall' in part) places.set(part.functionCall.id, places.size);
    const ordered = parts.toSorted((one, other) => placeOf(one) - placeOf(other)); // stable: only results move
    return { role, parts: ordered.map(withGivenId) };
  });
}

function withGivenId(part: WirePart): WirePart {
  if ('functionCall' in part) return { ...part, functionCall: given(part.functionCall) };
  if ('functionResponse' in part) return { ...part, functionResponse: given(part.functionResponse) };
  return part;
}

function given<Named extends { readonly id?: string }>(named: Named): Named | Omit<Named, 'id'> {
  const { id, ...rest } = named;
  return id !== undefined && isMadeUp(id) ? rest : named;
}
