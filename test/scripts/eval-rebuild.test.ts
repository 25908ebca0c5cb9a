import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rebuild } from '../../scripts/eval/rebuild/rebuild.ts';
import { FEEDS, type Feed, type Recipe, SOURCES } from '../../scripts/eval/sources.ts';

describe('the manifest', () => {
  test('names each repository once, with a commit and a licence', () => {
    expect(new Set(SOURCES.map(({ repository }) => repository)).size).toBe(SOURCES.length);
    for (const { commit, licence } of SOURCES) {
      expect(commit).toMatch(/^[0-9a-f]{12}$/);
      expect(licence).not.toBe('');
    }
  });

  test('names each source of a file once, with its repository', () => {
    expect(new Set(FEEDS.map(({ file, source }) => `${file} ${source}`)).size).toBe(FEEDS.length);
    const known = SOURCES.map(({ repository }) => repository);
    expect(FEEDS.filter(({ repository }) => repository !== '' && !known.includes(repository))).toEqual([]);
    expect(SOURCES.filter(({ repository }) => !FEEDS.some((feed) => feed.repository === repository))).toEqual([]);
  });

  test('says how rows are made again, or why not', () => {
    for (const { rebuild } of FEEDS)
      if ('because' in rebuild) expect(rebuild.because.length).toBeGreaterThan(10);
      else expect(rebuild.paths.length).toBeGreaterThan(0);
  });
});

const FILES: Readonly<Record<string, string>> = {
  '/own/source/0123456789ab/C%23/a.json': JSON.stringify([
    {
      Input: 'Write to Ann@Example.com or ann@example.com',
      Results: [{ Text: 'ann@example.com' }, { Text: 'ann@example.com' }],
    },
    { Input: 'Nothing here', Results: [] },
    { Input: 'NOTHING here', Results: [] },
  ]),
  '/own/source/0123456789ab/presidio.json': JSON.stringify([
    {
      full_text: '\u{1f600} call 555 0100',
      spans: [{ entity_type: 'PHONE_NUMBER', start_position: 7, end_position: 15 }],
    },
  ]),
  '/own/source/0123456789ab/xquad.json': JSON.stringify({
    data: [{ paragraphs: [{ context: 'A paragraph.', qas: [{ question: 'A question?' }] }] }],
  }),
  '/own/source/0123456789ab/vader.txt': '1\t2.5\tGood, good\r\n2\t-0.5\tbad\n3\t0.4\tso so\n',
  '/own/source/0123456789ab/file.txt': 'all of it\n',
};

describe('rows made again from a server', () => {
  const server = createServer((request, response) => {
    const body = FILES[request.url ?? ''];
    response.statusCode = body === undefined ? 404 : 200;
    response.end(body ?? '');
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const made = (recipe: Recipe, paths: readonly string[], local?: Parameters<typeof rebuild>[1]['local']) => {
    const feed: Feed = {
      file: 'f',
      source: 's',
      rows: 1,
      repository: 'own/source',
      rebuild: { recipe, paths, type: 'EMAIL' },
    };
    return rebuild(feed, {
      fetch,
      sources: [{ repository: 'own/source', commit: '0123456789ab', licence: 'MIT' }],
      base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      local,
    });
  };

  test('spans of Recognizers-Text are found in either case, one behind the other, and doubles dropped', async () => {
    const { made: rows, notes, verdict } = await made('recognizers-text', ['C#/a.json']);
    expect(rows).toEqual([
      {
        text: 'Write to Ann@Example.com or ann@example.com',
        label: 'pii',
        entities: [
          { start: 9, end: 24, type: 'EMAIL' },
          { start: 28, end: 43, type: 'EMAIL' },
        ],
      },
      { text: 'Nothing here', label: 'no-pii', entities: [] },
    ]);
    expect(notes).toEqual([expect.stringMatching(/^C#\/a\.json: sha256 [0-9a-f]{64}$/)]);
    expect(verdict).toBe('made');
  });

  test('offsets of presidio-research become UTF-16 units, and its types those of the data', async () => {
    const { made: rows } = await made('presidio-research', ['presidio.json']);
    expect(rows[0]?.entities).toEqual([{ start: 8, end: 16, type: 'PHONE' }]);
    expect(rows[0]?.text.slice(8, 16)).toBe('555 0100');
  });

  test('paragraphs, questions, rated lines and whole files', async () => {
    expect((await made('xquad', ['xquad.json'])).made).toEqual([{ text: 'A paragraph.' }, { text: 'A question?' }]);
    expect((await made('vader', ['vader.txt'])).made.map(({ label }) => label)).toEqual([
      'positive',
      'negative',
      'neutral',
    ]);
    expect((await made('whole-file', ['file.txt'])).made[0]?.text).toBe('all of it\n');
  });

  test('rows that are there are compared, and only they are written', async () => {
    const same = await made('vader', ['vader.txt'], [{ text: 'bad', label: 'negative' }]);
    expect([same.verdict, same.matched, same.made.length]).toEqual(['same', 1, 1]);
    const other = await made(
      'vader',
      ['vader.txt'],
      [
        { text: 'bad', label: 'neutral' },
        { text: 'gone', label: 'neutral' },
      ],
    );
    expect([other.verdict, other.matched, other.made.length]).toEqual(['differs', 0, 1]);
  });

  test('a file that cannot be had is said so', async () => {
    const missing = await made('vader', ['vader.txt', 'missing.txt']);
    expect([missing.verdict, missing.notes[1]]).toEqual(['not fetched', 'missing.txt: status 404']);
  });

  test('a source without a way says why', async () => {
    const feed: Feed = { file: 'f', source: 's', rows: 1, repository: 'own/source', rebuild: { because: 'by hand' } };
    const outcome = await rebuild(feed, { fetch, sources: [], base: 'http://127.0.0.1:1' });
    expect(outcome).toMatchObject({ verdict: 'not here', notes: ['by hand'] });
  });
});
