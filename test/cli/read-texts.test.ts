import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTexts } from '../../src/cli/read-texts.ts';
import { type FakeIoOptions, fakeIo } from './fake-io.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secure-llm-'));
});
afterAll(() => rm(folder, { recursive: true }));

const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

const LIMITS = { maxChars: 5_000, remedy: 'Take less', ifMissing: ', or think again' };

const read = (files: readonly string[], options?: FakeIoOptions) => readTexts(files, fakeIo(options).io, LIMITS);

test('reads files in the order given, stdin at its dash, and leaves empty ones out', async () => {
  const texts = await read([await file('a', 'one'), '-', await file('b', ' \n'), await file('c', 'three')], {
    stdin: 'two',
  });
  expect(texts.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
});

test('without files it reads what is piped in, and nothing from a terminal', async () => {
  expect(await read([], { stdin: 'piped' })).toEqual([{ name: 'stdin', text: 'piped' }]);
  expect(await read([])).toEqual([]);
});

test('joins characters that were cut between two reads', async () => {
  const text = `${'x'.repeat(999)}é${'y'.repeat(10)}`;
  expect(await read([], { stdin: text })).toEqual([{ name: 'stdin', text }]);
});

test('reads UTF-16 with a byte order mark, and takes the mark of UTF-8 off', async () => {
  const wide = Buffer.from('\ufeffGrüße', 'utf16le');
  const texts = await read([
    await file('wide', wide),
    await file('wider', wide.swap16()),
    await file('mark', '\ufeffHi'),
  ]);
  expect(texts.map(({ text }) => text)).toEqual(['Grüße', 'Grüße', 'Hi']);
});

test('refuses what is no text, and forgives a stray byte', async () => {
  const path = await file(
    'image',
    Uint8Array.from({ length: 300 }, (_, index) => (index % 7 === 0 ? 0 : index % 256)),
  );
  await expect(read([path])).rejects.toThrow(/image is not text: give a text file in UTF-8/);
  const stray = await file('stray', Buffer.concat([Buffer.from('a'.repeat(200)), Buffer.from([0xff])]));
  expect((await read([stray]))[0]?.text).toHaveLength(201);
});

test('names the path and the remedy where a file is missing, a directory, or too long', async () => {
  await expect(read([join(folder, 'none')])).rejects.toThrow(/none does not exist: check the path, or think again$/);
  await expect(read([folder])).rejects.toThrow(/secure-llm-\w+ is a directory: name the files in it/);
  const half = await file('half', 'x'.repeat(3_000));
  await expect(read([half, half])).rejects.toThrow(/half is too long: at most 5,000 characters in all\. Take less/);
  await expect(read([], { stdin: 'x'.repeat(5_001) })).rejects.toThrow(/^stdin is too long/);
  expect(await read([], { stdin: '€'.repeat(5_000) })).toHaveLength(1);
});

test('stops reading as soon as the limit is passed', async () => {
  const { io } = fakeIo();
  let reads = 0;
  const endless = async function* () {
    while (reads < 100) {
      reads++;
      yield new Uint8Array(1_000);
    }
  };
  await expect(readTexts(['-'], { ...io, stdin: endless() }, LIMITS)).rejects.toThrow('too long');
  expect(reads).toBe(16);
});

test('does not repeat a path that reads like a question', async () => {
  await expect(read(['secret plan?'])).rejects.toThrow(/^file 1 does not exist/);
});
