import { brokenIn, encodingOf, isText } from '../decode-text.ts';
import { UsageError } from '../usage-error.ts';

/** Fewer characters say too little of what bytes are. */
const ENOUGH = 4_096;

/** Bytes as text, piece by piece, of any length. Throws UsageError as soon as they turn out to be no text, such as an image. */
export async function* piecesOf(source: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string, void> {
  let head: Uint8Array = new Uint8Array();
  let decoder: TextDecoder | undefined;
  let length = 0;
  let broken = 0;
  const counted = (piece: string, last: boolean): string => {
    length += piece.length;
    broken += brokenIn(piece);
    if ((last || length >= ENOUGH) && !isText(broken, length))
      throw new UsageError(`${name} is not text: give a text file in UTF-8`);
    return piece;
  };
  for await (const chunk of source) {
    if (decoder) {
      yield counted(decoder.decode(chunk, { stream: true }), false);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < 2) continue; // a byte order mark takes two
    decoder = new TextDecoder(encodingOf(head));
    yield counted(decoder.decode(head, { stream: true }), false);
  }
  yield counted(decoder ? decoder.decode() : new TextDecoder().decode(head), true);
}
