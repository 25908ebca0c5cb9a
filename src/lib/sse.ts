import { createParser } from 'eventsource-parser';

/** Text in, the data of whole server-sent events out. Comments, event names and ids are left out. */
export interface SseParser {
  /** Feeds decoded text and returns the events that it completed, in order. */
  feed(text: string): readonly string[];
  /** Data that was begun and never closed by an empty line; undefined when there is none. */
  end(): string | undefined;
  /** Whether an event passed the limit. What comes after it is not read. */
  readonly overflowed: boolean;
}

const ROOM = 65_536; // field names, line ends and comments around an event that just fits

/**
 * `maxEventBytes` limits the UTF-8 length of one event's data, and also all text since the last event, comments included:
 * an event of endless empty lines has next to no data and still fills the memory.
 */
export function sseParser(maxEventBytes: number): SseParser {
  let events: string[] = [];
  let overflowed = false;
  let sinceEvent = 0; // UTF-16 units, of which bytes are never fewer
  const parser = createParser({
    maxBufferSize: maxEventBytes, // in UTF-16 units
    onEvent({ data }) {
      if (overflowed) return;
      if (isLonger(data, maxEventBytes)) overflowed = true;
      else events.push(data);
    },
    onError({ type }) {
      if (type === 'max-buffer-size-exceeded') overflowed = true;
    },
  });
  const feed = (text: string): readonly string[] => {
    if (overflowed) return [];
    events = [];
    parser.feed(text);
    sinceEvent = events.length > 0 ? 0 : sinceEvent + text.length;
    if (sinceEvent > maxEventBytes + ROOM) overflowed = true;
    return events;
  };
  return {
    feed,
    end: () => feed('\n\n')[0],
    get overflowed() {
      return overflowed;
    },
  };
}

/** One UTF-16 unit takes at most three bytes, so most texts need no counting. */
const isLonger = (text: string, maxBytes: number): boolean =>
  text.length > maxBytes || (text.length * 3 > maxBytes && new TextEncoder().encode(text).byteLength > maxBytes);
