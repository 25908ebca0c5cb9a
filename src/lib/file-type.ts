/** A kind of file that its bytes tell. */
interface Kind {
  /** Its usual media type first, then others that its files may be declared as; `image/*` stands for all of a kind. */
  readonly types: readonly [string, ...string[]];
  /** Bytes by where they stand; latin1, so that `\xff` is one byte. */
  readonly magic: readonly (readonly [at: number, bytes: string])[];
}

const RIFF = [0, 'RIFF'] as const;
const BOX = [0, '\0\0'] as const; // the length of the first box, far below 64 KiB

/**
 * @see https://mimesniff.spec.whatwg.org/#matching-a-mime-type-pattern (images, audio, video, archives)
 * @see https://www.rfc-editor.org/rfc/rfc9639 (FLAC), https://www.rfc-editor.org/rfc/rfc3533 (Ogg)
 */
const KINDS: readonly Kind[] = [
  { types: ['image/png', 'image/apng', 'image/x-png'], magic: [[0, '\x89PNG\r\n\x1a\n']] },
  { types: ['image/jpeg', 'image/jpg', 'image/pjpeg'], magic: [[0, '\xff\xd8\xff']] },
  {
    types: ['image/gif'],
    magic: [
      [0, 'GIF8'],
      [5, 'a'],
    ],
  },
  { types: ['image/webp'], magic: [RIFF, [8, 'WEBPVP8']] },
  {
    types: ['image/bmp', 'image/x-bmp', 'image/x-ms-bmp'],
    magic: [
      [0, 'BM'],
      [6, '\0\0\0\0'], // reserved
    ],
  },
  { types: ['application/pdf', 'application/x-pdf'], magic: [[0, '%PDF-']] },
  { types: ['audio/wav', 'audio/wave', 'audio/x-wav', 'audio/vnd.wave'], magic: [RIFF, [8, 'WAVE']] },
  { types: ['audio/flac', 'audio/x-flac'], magic: [[0, 'fLaC']] },
  { types: ['audio/ogg', 'video/ogg', 'application/ogg', 'audio/opus', 'audio/vorbis'], magic: [[0, 'OggS\0']] },
  ...['\x02', '\x03', '\x04'].map(
    (version): Kind => ({ types: ['audio/mpeg', 'audio/mp3', 'audio/x-mpeg'], magic: [[0, `ID3${version}`]] }),
  ),
  ...['\xfb', '\xfa', '\xf3', '\xf2'].map(
    (second): Kind => ({ types: ['audio/mpeg', 'audio/mp3', 'audio/x-mpeg'], magic: [[0, `\xff${second}`]] }),
  ),
  { types: ['image/avif'], magic: [BOX, [4, 'ftypavif']] },
  ...['heic', 'heix', 'mif1'].map(
    (brand): Kind => ({ types: ['image/heic', 'image/heif', 'image/avif'], magic: [BOX, [4, `ftyp${brand}`]] }),
  ),
  {
    types: ['audio/mp4', 'audio/m4a', 'audio/x-m4a', 'video/mp4'],
    magic: [BOX, [4, 'ftypM4A']],
  },
  {
    types: ['video/mp4', 'audio/mp4', 'audio/m4a', 'audio/x-m4a', 'video/*'],
    magic: [BOX, [4, 'ftyp']],
  },
  // Office documents, books and packages are zip archives.
  { types: ['application/zip', 'application/*'], magic: [[0, 'PK\x03\x04']] },
];

const TEXT = 'text/plain';
const READ = 4_096; // bytes from which text is told
const BINARY = /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]/; // binary data bytes of the MIME Sniffing Standard

/** Every type that some kind is usually declared as: text can be none of them. */
const OF_BYTES: ReadonlySet<string> = new Set(
  KINDS.flatMap(({ types }) => types.filter((type) => !type.endsWith('*'))),
);

/** The media type of a file by its first bytes, which say more than its name; undefined where they tell nothing. */
export const typeOf = (bytes: Uint8Array): string | undefined =>
  kindOf(bytes)?.types[0] ?? (isText(bytes) ? TEXT : undefined);

/**
 * Whether bytes can be what they are declared as. Those of an unknown kind can be anything; those of a known one only what
 * its files are; text anything that no other kind is.
 */
export function canBe(mediaType: string, bytes: Uint8Array): boolean {
  if (mediaType === 'application/octet-stream') return true;
  const kind = kindOf(bytes);
  if (!kind) return !OF_BYTES.has(mediaType) || !isText(bytes);
  if (kind.types.includes(mediaType)) return true;
  return (
    !OF_BYTES.has(mediaType) &&
    kind.types.some((type) => type.endsWith('/*') && mediaType.startsWith(type.slice(0, -1)))
  );
}

const kindOf = (bytes: Uint8Array): Kind | undefined =>
  KINDS.find(({ magic }) => magic.every(([at, wanted]) => standsAt(bytes, at, wanted)));

function standsAt(bytes: Uint8Array, at: number, wanted: string): boolean {
  for (let index = 0; index < wanted.length; index += 1)
    if (bytes[at + index] !== wanted.charCodeAt(index)) return false;
  return true;
}

function isText(bytes: Uint8Array): boolean {
  try {
    const start = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, READ), { stream: true });
    return !BINARY.test(start);
  } catch {
    return false;
  }
}
