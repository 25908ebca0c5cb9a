import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canBe, typeOf } from '../../src/lib/file-type.ts';
import { fileReader, MAX_FILE_BYTES, MAX_TOTAL_BYTES } from '../../src/lib/files.ts';
import { readMessages } from '../../src/lib/messages.ts';

/** Bytes of latin1 text, with some more behind them. */
const bytes = (start: string) => Uint8Array.from(`${start}\0\0rest`, (character) => character.charCodeAt(0));

const FILES = [
  ['image/png', bytes('\x89PNG\r\n\x1a\n')],
  ['image/jpeg', bytes('\xff\xd8\xff\xe0')],
  ['image/gif', bytes('GIF89a')],
  ['image/webp', bytes('RIFF\x10\0\0\0WEBPVP8 ')],
  ['image/bmp', bytes('BM\x10\0\0\0\0\0\0\0')],
  ['application/pdf', bytes('%PDF-1.7\n')],
  ['audio/wav', bytes('RIFF\x10\0\0\0WAVEfmt ')],
  ['audio/flac', bytes('fLaC')],
  ['audio/ogg', bytes('OggS\0')],
  ['audio/mpeg', bytes('ID3\x04')],
  ['audio/mpeg', bytes('\xff\xfb\x90')],
  ['image/avif', bytes('\0\0\0\x20ftypavif')],
  ['image/heic', bytes('\0\0\0\x20ftypheic')],
  ['audio/mp4', bytes('\0\0\0\x20ftypM4A ')],
  ['video/mp4', bytes('\0\0\0\x20ftypisom')],
  ['application/zip', bytes('PK\x03\x04')],
  ['text/plain', new TextEncoder().encode('Grüße,\r\n\tÄrger')],
] as const;

const read = (data: unknown, mediaType?: string) =>
  fileReader()({ data, mediaType, name: undefined, trust: 'user' }, 'messages[0].content[0]');

describe('the bytes of a file tell its type', () => {
  test.each(FILES)('%s', (type, data) => {
    expect(typeOf(data)).toBe(type);
    expect(read(data).mediaType).toBe(type);
    expect(read(data, type.toUpperCase()).mediaType).toBe(type);
    expect(read(data, 'application/octet-stream').mediaType).toBe('application/octet-stream');
  });

  test.each([
    ['text that begins like a picture', 'BMW makes cars'],
    ['text that begins like music', 'ID3 tags are old'],
    ['text with a name of a box', 'The ftyp box'],
    ['an archive of Ogg', 'OggS is a name'],
  ])('%s is text', (_, text) => {
    expect(typeOf(new TextEncoder().encode(text))).toBe('text/plain');
  });

  test('text may be cut inside a character where reading ends', () => {
    for (const pad of [4_093, 4_094, 4_095, 4_096])
      expect(typeOf(new TextEncoder().encode(`${'x'.repeat(pad)}€€`))).toBe('text/plain');
  });

  test.each([
    ['other bytes', new Uint8Array([1, 2, 3])],
    ['a picture that is cut off', bytes('\x89PNG').slice(0, 4)],
    ['text in UTF-16', new Uint8Array([0xff, 0xfe, 65, 0])],
  ])('%s tell nothing: the type is needed', (_, data) => {
    expect(typeOf(data)).toBeUndefined();
    expect(() => read(data)).toThrow(/`messages\[0\]\.content\[0\]\.mediaType` is missing/);
    expect(read(data, 'image/x-own').mediaType).toBe('image/x-own');
  });

  test('a URL tells nothing, and is passed on', () => {
    const url = new URL('https://example.com/a.png');
    expect(() => read(url)).toThrow(/mediaType` is missing/);
    expect(read(url, 'Image/PNG')).toMatchObject({ data: url, mediaType: 'image/png' });
  });
});

describe('a declared type', () => {
  test.each([
    ['image/png', 'application/pdf'],
    ['image/png', 'image/jpeg'],
    ['image/png', 'text/plain'],
    ['application/pdf', 'image/gif'],
    ['application/pdf', 'application/zip'],
    ['application/pdf', 'text/plain'],
    ['text/plain', 'application/pdf'],
    ['text/plain', 'audio/wav'],
    ['text/html', 'image/png'],
    ['audio/mpeg', 'audio/flac'],
    ['video/mp4', 'image/avif'],
  ])('%s that the bytes contradict (%s) is refused, naming both', (declared, actual) => {
    const [, data] = FILES.find(([type]) => type === actual) ?? expect.fail(actual);
    expect(() => read(data, declared)).toThrow(
      `\`messages[0].content[0].mediaType\` is ${declared}, but the bytes are ${actual}`,
    );
  });

  test.each([
    ['image/jpg', 'image/jpeg'],
    ['image/heif', 'image/heic'],
    ['video/quicktime', 'video/mp4'],
    ['video/mp4', 'audio/mp4'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/zip'],
    ['application/epub+zip', 'application/zip'],
    ['text/markdown', 'text/plain'],
    ['application/json', 'text/plain'],
    ['image/svg+xml', 'text/plain'],
  ])('%s may be another name of %s', (declared, actual) => {
    const [, data] = FILES.find(([type]) => type === actual) ?? expect.fail(actual);
    expect(read(data, declared).mediaType).toBe(declared);
  });

  test.each(['png', 'image/', 'image/png; charset=x', '/png', ''])('%j is none', (mediaType) => {
    expect(() => read(new Uint8Array([1]), mediaType)).toThrow(/mediaType` must be a media type/);
  });

  test('that the bytes tell never contradicts them', () => {
    const start = fc.constantFrom(...FILES.map(([, data]) => data));
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 40 }), fc.nat(20), (start, rest, cut) => {
        const data = new Uint8Array([...start.slice(0, cut), ...rest]);
        const type = typeOf(data);
        expect(type === undefined || canBe(type, data)).toBe(true);
      }),
    );
  });
});

describe('what is sent', () => {
  test.each([
    ['a Buffer of Node', Buffer.from('text')],
    ['a Uint8Array', new TextEncoder().encode('text')],
  ])('is what %s held when it was given', (_, data) => {
    const file = read(data);
    data.fill(0);
    expect(file.data).toEqual(new TextEncoder().encode('text'));
  });

  test.each([
    'https://user:word@example.com/a.png',
    'https://user@example.com/a.png',
    'https://:word@example.com/a.png',
  ])('is no URL with credentials: %s', (href) => {
    expect(() => read(new URL(href), 'image/png')).toThrow(/without credentials/);
  });
});

describe('the size of files', () => {
  test('is limited for each, and for all of a request', () => {
    const half = new Uint8Array(MAX_FILE_BYTES);
    const file = { type: 'file', data: half, mediaType: 'image/x-own' };
    const message = (count: number) => [{ role: 'user', content: Array.from({ length: count }, () => file) }];
    const limits = { maxMessages: 10, maxDepth: 10 };
    const fitting = MAX_TOTAL_BYTES / MAX_FILE_BYTES;
    expect(readMessages(message(fitting), limits)).toHaveLength(1);
    expect(() => readMessages(message(fitting + 1), limits)).toThrow(
      /content\[2\]\.data` makes the files.*67108864 bytes/,
    );
    expect(() => read(new Uint8Array(MAX_FILE_BYTES + 1))).toThrow(/byteLength` must be an integer from 1 to 33554432/);
    expect(() => read(new Uint8Array(0))).toThrow(/byteLength/);
  });

  test('counts from none in every request', () => {
    const given = {
      data: new Uint8Array(MAX_FILE_BYTES),
      mediaType: 'image/x-own',
      name: undefined,
      trust: 'user',
    } as const;
    for (let round = 0; round < 3; round += 1) {
      const reader = fileReader();
      expect(() => [reader(given, 'a'), reader(given, 'b')]).not.toThrow();
    }
  });
});

test('an error repeats nothing of a file', () => {
  const data = new TextEncoder().encode('%PDF-CANARY');
  for (const mediaType of ['image/png', 'CANARY?']) expect(() => read(data, mediaType)).not.toThrow(/CANARY/);
});

test('the bytes are a copy', () => {
  const data = bytes('GIF89a');
  const file = read(data);
  data.fill(0);
  expect(file.data).not.toEqual(data);
});
