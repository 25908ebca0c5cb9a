import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HostRule, LINK_RULES, links, readHost } from '../../src/guards/links.ts';
import type { Match } from '../../src/types/guard.ts';
import { ALLOWED, documents } from './links-documents.ts';
import { inert } from './links-oracle.ts';

const rules = (text: string): readonly string[] => [
  ...new Set(
    links()
      .scan(text)
      .map(({ rule }) => rule),
  ),
];

describe.each(LINK_RULES)('$rule', ({ rule, examples, lookAlikes }) => {
  test('finds each example, wherever it stands', () => {
    const ends =
      rule === 'links/unresolved' ? [''] : ['', '\n\nNext', ...(rule === 'links/definition' ? [] : [' there'])];
    for (const example of examples)
      for (const before of ['', 'see:\n\n', '> '])
        for (const after of ends) expect(rules(before + example() + after), before + example() + after).toContain(rule);
  });

  test('leaves each look-alike', () => {
    for (const lookAlike of lookAlikes)
      for (const text of [lookAlike(), `see ${lookAlike()} there`]) expect(rules(text), text).toEqual([]);
  });
});

test.each([
  ['![a](https://evil.example/b.png)', '! [a] (hxxps://evil.example/b.png)'],
  ['!![a](https://evil.example)', '!! [a] (hxxps://evil.example)'],
  ['[a](https://evil.example "b")', '[a] (hxxps://evil.example "b")'],
  ['[a](\n  HTTP://evil.example)', '[a] (\n  HXXP://evil.example)'],
  ['[a](javascript:alert(1))', '[a] (javascript:alert(1))'],
  ['[1]: https://evil.example', '[1] : hxxps://evil.example'],
  ['<https://evil.example>', '&lt;hxxps://evil.example>'],
  ['<img src="https://evil.example/a">', '&lt;img src="hxxps://evil.example/a">'],
  ['see https://evil.example, Ftp://evil.example', 'see hxxps://evil.example, fxp://evil.example'],
  ['www.evil.example', 'www[.]evil.example'],
  ['a //evil.example/b', 'a hxxp://evil.example/b'],
  ['<//evil.example', '&lt;hxxp://evil.example'],
  ['https&colon;//evil.example', 'https&amp;colon;hxxp://evil.example'],
  ['<script>alert(1)</script>', '&lt;script>alert(1)</script>'],
  ['a <b', 'a &lt;b'],
  ['`if (!["a="].includes(x)) return;`', '`if (! ["a="].includes(x)) return;`'],
  ['<div hidden\n\n title="a">', '&lt;div hidden\n\n title="a">'],
])('%j becomes %j', (text, expected) => {
  expect(inert(text)).toBe(expected);
  expect(inert(expected)).toBe(expected);
});

test.each([
  'See [the docs](https://docs.example.com/a_(b)?c=d#e "Docs"), https://docs.example.com, and **https://docs.example.com/x**.',
  '![logo](https://docs.example.com/a.png) [![b](https://docs.example.com/b.svg)](https://docs.example.com)',
  '[1]: https://docs.example.com/a "title"\n[2]: <https://docs.example.com>',
  '<https://docs.example.com/a?b=c> <a href="https://docs.example.com" target="_blank">a</a>',
  '<img alt="a" src=https://docs.example.com/a.png width=10 />',
  '<img srcset="https://docs.example.com/a.png 1x, /b.png 2x">',
  '| a | b |\n|---|---|\n| https://docs.example.com | [c](https://docs.example.com) |',
  'https://docs.example.com/login?next=https://elsewhere.example/a',
  'See https://docs.example.com。\n（https://docs.example.com） “https://docs.example.com”, https://docs.example.com…',
  'https://DOCS.example.com:443/a and //docs.example.com/b and www.docs.example.org',
])('leaves what leads to a host on the list: %j', (text) => {
  expect(inert(text, ['docs.example.com', 'www.docs.example.org'])).toBe(text);
});

test.each([
  'https://docs.example.com.evil.example',
  'https://docs.example.com@evil.example',
  'https://docs.example.com:pass@evil.example',
  'https://docs.example.com\\@evil.example',
  'https://docs.example.com_.evil.example',
  'https://docs.example.com).evil.example',
  'https://docs.example.com".evil.example',
  'https://docs.example.com。evil.example',
  'https://docs.example.com]x@evil.example',
  'https://docs.example.com<b @evil.example',
  'https://docs.example.com:8443/',
  'https://sub.docs.example.com/',
  'https://docs.example.com*/https://evil.example',
  'https://docs.example.com/??=https://evil.example',
])('does not take %j for a host on the list', (text) => {
  for (const shape of [text, `[a](${text})`, `<a href="${text}">`, `[a]: ${text}`])
    expect(inert(shape, ['docs.example.com']), shape).not.toBe(shape);
});

test.each<readonly [string, HostRule | undefined]>([
  ['docs.example.com', { host: 'docs.example.com', subdomains: false, port: undefined }],
  ['*.Example.com:8443', { host: 'example.com', subdomains: true, port: 8443 }],
  ['Bücher.example', { host: 'xn--bcher-kva.example', subdomains: false, port: undefined }],
  ['xn--bcher-kva.example', { host: 'xn--bcher-kva.example', subdomains: false, port: undefined }],
  ...[
    '',
    '*',
    '*.',
    'https://a.example',
    'a.example/b',
    'a@b',
    'a b',
    '*.*.a',
    'a.*',
    'a:0',
    'a:99999',
    '.a',
    'a..b',
  ].map((entry) => [entry, undefined] as const),
])('reads the entry %j', (entry, expected) => {
  expect(readHost(entry)).toEqual(expected);
});

test('refuses a list with an entry that is no host', () => {
  expect(() => links({ allowedHosts: ['https://docs.example.com'] })).toThrow(TypeError);
});

test('a wildcard is for sub-domains, not for the host itself, and not for another that ends alike', () => {
  const passes = (url: string): boolean => inert(url, ['*.example.com', 'bücher.example']) === url;
  expect(passes('https://a.b.example.com/')).toBe(true);
  expect(passes('https://example.com/')).toBe(false);
  expect(passes('https://notexample.com/')).toBe(false);
  expect(passes('https://bücher.example/')).toBe(true);
  expect(passes('https://xn--bcher-kva.example/')).toBe(true);
  expect(passes('https://b\u00fccher.example.evil/')).toBe(false);
  expect(passes('https://a.example.com\u212a/')).toBe(false);
  for (const letter of ['\u212a', '\ufb01', '\u00dc']) // another for a browser than for some
    expect(passes(`https://${letter}.example.com/`)).toBe(false);
  expect(passes('https://b\u0430.example.com/')).toBe(true); // a sub-domain in another script is still one of theirs
});

describe('code', () => {
  const code = 'curl https://evil.example <b onclick="a()"> ![x](https://evil.example)';

  test('in a fence at the start of a line is left', () => {
    for (const text of [`\`\`\`sh\n${code}\n\`\`\``, `Text:\n~~~\n${code}\n~~~\n`, `- a\n\n\`\`\`\n${code}`])
      expect(inert(text)).toBe(text);
  });

  test.each([
    '`',
    '    ',
    '> ```\n> ',
    '- ```\n  ',
    '<div>\n```\n',
    '[a]: /b "c\n\n```\n',
    '[a\n```\n',
    '```a`\n',
    '<!--\n\n```\n',
  ])('behind %j is not sure to be code', (before) => {
    expect(inert(before + code)).not.toContain('https://evil');
  });

  test('behind the end of its fence counts again', () => {
    expect(inert(`\`\`\`\n${code}\n\`\`\`\nhttps://evil.example`)).toBe(
      `\`\`\`\n${code}\n\`\`\`\nhxxps://evil.example`,
    );
  });
});

test('taking the replacements back gives the text as it was', () => {
  const back = (made: string): string =>
    made
      .replace(/^! \[$/, '![')
      .replace(/^&amp;$/, '&')
      .replace(/^&lt;/, '<')
      .replace(/^\] /, ']')
      .replace(/^(www) $/i, '$1')
      .replace(/\[([.:])\]$/, '$1')
      .replace(/hxxp:\/\/$/, '//')
      .replace(/xx(?=ps?$)/, 'tt')
      .replace(/XX(?=ps?$)/i, 'TT')
      .replace(/fxp$/, 'ftp');
  fc.assert(
    fc.property(documents, (text) => {
      const guard = links({ allowedHosts: ALLOWED });
      for (const { start, end } of guard.scan(text)) {
        const matched = text.slice(start, end);
        expect(back(guard.replacement(matched))).toBe(matched);
      }
    }),
    { numRuns: 2_000 },
  );
});

const whole = (text: string): readonly Match[] => links({ allowedHosts: ALLOWED }).scan(text);

function streamed(pieces: readonly string[]): readonly Match[] {
  const reader = links({ allowedHosts: ALLOWED }).reader();
  const matches: Match[] = [];
  pieces.forEach((piece, index) => {
    const before = reader.decided;
    const found = reader.read(piece, index === pieces.length - 1);
    for (const { start } of found) expect(start).toBeGreaterThanOrEqual(before);
    for (const { end } of found) expect(end).toBeLessThanOrEqual(reader.decided);
    matches.push(...found);
  });
  return matches;
}

describe('in a stream', () => {
  const texts = [
    'Hi! [a](https://evil.com/x "t") !![b](//evil.com) www.evil.com <https://evil.com>\n\n```js\nhttps://evil.com\n```\n&#104;ttps://evil.com',
    `]:${' '.repeat(64)}http: ]:${' '.repeat(65)}http: &#${'0'.repeat(30)}104;ttps://evil.com `,
    '<img\n src="https://evil.com/a"> <b title="x">ok</b> [1]:\n<https://evil.com>\nhttps://ok.com/?u=https://evil.com <//evil.com <?a@b.com>',
  ];

  test('every split into two and three pieces gives the same matches', () => {
    for (const text of texts) {
      const expected = whole(text);
      for (let one = 0; one <= text.length; one++) {
        for (let two = one; two <= text.length; two++)
          expect(streamed([text.slice(0, one), text.slice(one, two), text.slice(two)])).toEqual(expected);
      }
    }
  });

  test('any pieces give the same matches, and what is decided stays', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(documents, documents, fc.constantFrom('a word '.repeat(250), '[x '.repeat(120))), {
          maxLength: 4,
        }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (parts, sizes) => {
          const text = parts.join('\n');
          const pieces: string[] = [];
          for (let at = 0, index = 0; at < text.length; index++) {
            const size = sizes[index % sizes.length] ?? 1;
            pieces.push(text.slice(at, at + size));
            at += size;
          }
          expect(streamed([...pieces, ''])).toEqual(whole(text));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('offsets count from the beginning of the text, however much of it was dropped', () => {
    const reader = links().reader();
    reader.read('a word '.repeat(1_000), false);
    expect(reader.read('https://evil.example ', false)).toEqual([
      { rule: 'links/url', score: 1, start: 7_000, end: 7_005 },
    ]);
    expect(reader.decided).toBe(7_021);
  });

  test('prose is not held back', () => {
    const reader = links().reader();
    reader.read('The weather is fine (mostly), isn’t it? ', false);
    expect(reader.decided).toBe(40);
    reader.read('Yes, a < b, and x[0] = 1; ', false);
    expect(reader.decided).toBe(66);
  });

  test('an opener is held no longer than the longest look ahead', () => {
    const reader = links().reader();
    reader.read(`<b title="${'a '.repeat(1_200)}`, false);
    expect(reader.decided).toBeGreaterThan(0);
  });
});
