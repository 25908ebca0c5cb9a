import { isRecord, type JsonRecord } from '../../lib/json.ts';
import type { Citation } from '../../types/event.ts';

/** The sources of an answer, each once. A stream repeats them. */
export class Citations {
  readonly #byContent = new Map<string, Citation>();

  get all(): Iterable<Citation> {
    return this.#byContent.values();
  }

  /** Takes what a candidate says of its sources: what it found by search, and what it recites. */
  add({ groundingMetadata: grounding, citationMetadata: recited }: JsonRecord): void {
    for (const chunk of recordsOf(grounding, 'groundingChunks'))
      for (const source of [chunk.web, chunk.maps, chunk.retrievedContext])
        if (isRecord(source)) this.#add(source, source === chunk.retrievedContext ? source.text : undefined);
    // The Gemini API has it by the one name, Vertex AI by the other.
    for (const source of [...recordsOf(recited, 'citationSources'), ...recordsOf(recited, 'citations')])
      this.#add(source, undefined);
  }

  #add(source: JsonRecord, quote: unknown): void {
    const citation: Citation = {
      ...(isText(source.uri) && /^https?:\/\//i.test(source.uri) && { url: source.uri }),
      ...(isText(source.title) && { title: source.title }),
      ...(isText(quote) && { quote }),
    };
    if (Object.keys(citation).length > 0) this.#byContent.set(JSON.stringify(citation), citation);
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const recordsOf = (value: unknown, field: string): readonly JsonRecord[] => {
  const list = isRecord(value) ? value[field] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
};
