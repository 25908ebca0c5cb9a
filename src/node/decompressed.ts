import { pipeline } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip } from 'node:zlib';
import type { ReplyReader } from '../transport/transport.ts';

/** Hands on what is there with every piece, and takes a stream that lacks its last bytes, as fetch does. */
const gunzip = () => createGunzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
const brotli = () =>
  createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH });

const DECODERS: ReadonlyMap<string, () => ReturnType<typeof gunzip> | ReturnType<typeof brotli>> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['br', brotli],
]);

/** The bytes behind a content coding; as they are where there is none, or one that we do not know. */
export function decompressed(reader: ReplyReader, coding: string | null): ReplyReader {
  const decoder = DECODERS.get(coding?.trim().toLowerCase() ?? '')?.();
  if (!decoder) return reader;
  pipeline(piecesOf(reader), decoder, () => {}); // a failure comes out of the decoder as well
  const output: AsyncIterator<Uint8Array> = decoder[Symbol.asyncIterator]();
  return {
    read: () => output.next(),
    async cancel() {
      decoder.destroy();
      await reader.cancel();
    },
  };
}

async function* piecesOf(reader: ReplyReader): AsyncGenerator<Uint8Array, void> {
  for (let step = await reader.read(); step.value; step = await reader.read()) yield step.value;
}
