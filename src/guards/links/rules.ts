import type { Rule } from '../rule.ts';

/** A rule of the link scanner: what it finds is decided by grammar, so it has no pattern. Read by tests and docs. */
export type LinkRule = Omit<Rule, 'pattern' | 'check' | 'entity'>;

/** Every rule, with its source, examples and known misses. The examples are off an empty list of hosts. */
export const LINK_RULES: readonly LinkRule[] = [
  {
    rule: 'links/image',
    what: 'An image whose address is off the list; a page loads it unasked, and its address can carry data out',
    source: 'CommonMark 6.4 images; EchoLeak, CVE-2025-32711',
    examples: [
      () => '![logo](https://evil.example/a.png?q=1)',
      () => '![a][b ![c](//evil.example/d.png)',
      () => '![x](data:image/gif;base64,R0lG)',
    ],
    lookAlikes: [
      () => '![logo](/assets/logo.png)',
      () => '![logo](logo.png "Our logo")',
      () => 'Wow! [Read on](/more)',
    ],
    knownMisses: 'A relative address reaches your own host, whatever that does with it.',
  },
  {
    rule: 'links/link',
    what: 'An inline link off the list',
    source: 'CommonMark 6.3 links; WHATWG URL 4.4 parsing',
    examples: [
      () => '[a](https://evil.example)',
      () => '[a](javascript:alert(1))',
      () => '[a](<//evil.example>)',
      () => '[a](\\/\\/evil.example)',
    ],
    lookAlikes: [
      () => '[a](/docs#top)',
      () => '[a](mailto:ann@host.example)',
      () => 'matrix[0](x, y)',
      () => '[ok](see): fine',
    ],
    knownMisses: 'A link of your own host that forwards to another.',
  },
  {
    rule: 'links/definition',
    what: 'A reference definition off the list, which links and images elsewhere use',
    source: 'CommonMark 4.7 link reference definitions; EchoLeak, CVE-2025-32711',
    examples: [
      () => '[1]: https://evil.example/a',
      () => '[1]:\n  <https://evil.example/a>',
      () => '> [a b]: javascript:alert(1)',
    ],
    lookAlikes: [
      () => '[1]: /docs/a',
      () => '[note]: this: that',
      () => 'the index[0]: https',
      () => 'if x in [1, 2]: "a:b"',
    ],
    knownMisses: 'A definition that your page adds itself.',
  },
  {
    rule: 'links/autolink',
    what: 'A URL between angle brackets off the list, of any scheme',
    source: 'CommonMark 6.5 autolinks',
    examples: [() => '<https://evil.example/a>', () => '<irc://evil.example>', () => '<javascript:alert(1)>'],
    lookAlikes: [() => '<ann@host.example>', () => '<mailto:ann@host.example>', () => 'a < b: c > d'],
    knownMisses: 'None known.',
  },
  {
    rule: 'links/html',
    what: 'A tag with a URL off the list in an attribute, or one that two parsers may read in two ways',
    source: 'HTML standard 13.2.5 tokenization and 4 elements; CommonMark 6.6 raw HTML',
    examples: [
      () => '<img src="https://evil.example/a.png">',
      () => '<a href=//evil.example>a</a>',
      () => '<img srcset="a.png 1x, //evil.example/b 2x">',
      () => '<b "c>',
    ],
    lookAlikes: [
      () => '<img src="/a.png" alt="a">',
      () => '<b>bold</b>',
      () => '<details open>',
      () => 'Map<string, number>',
      () => '<your API key>',
      () => '<!-- a note -->',
      () => 'i < n',
    ],
    knownMisses: 'None known for URLs. HTML that only changes how a page looks passes.',
  },
  {
    rule: 'links/active',
    what: 'HTML that runs, frames, submits, loads a style, or changes how what follows is read',
    source: 'HTML standard 4.12 scripting, 4.8 embedded content, 4.10 forms, 13.2.5 tokenization',
    examples: [
      () => '<script>',
      () => '<b onclick="a()">',
      () => '<p style="background:url(//evil.example)">',
      () => '<meta http-equiv="refresh" content="0">',
      () => '<svg/onload=a()>',
    ],
    lookAlikes: [
      () => '<p style="color: rgb(0, 0, 9); margin: 1px">',
      () => '</script>',
      () => '<string>',
      () => '<Note tone="a">',
    ],
    knownMisses: 'What a script of your own page makes of classes and data attributes.',
  },
  {
    rule: 'links/url',
    what: 'A URL off the list in plain words or in code, which most renderers turn into a link',
    source: 'GFM 6.9 autolinks; linkify-it',
    examples: [
      () => 'https://evil.example/a',
      () => 'www.evil.example',
      () => ' //evil.example/a',
      () => 'FTP://evil.example',
      () => 'https&colon;//evil.example',
      () => '&#104;ttps://evil.example',
    ],
    lookAlikes: [
      () => 'https and http',
      () => '// a comment',
      () => 'and/or',
      () => 'R&amp;D',
      () => 'host.example',
      () => 'www',
    ],
    knownMisses:
      'A bare domain that a renderer links by guess, and `mailto:` with a message filled in, which markdown-it links in plain words. A URL inside a fenced code block is left, also where the answer is shown as raw HTML, or by marked before version 12, which makes a heading of a fence right behind a line of text.',
  },
  {
    rule: 'links/unresolved',
    what: 'An opener that is not closed within 2,048 characters, or by the end of the text',
    source: 'The limit is ours, so that a stream is not held back for longer',
    examples: [() => '<b title="a', () => '[a](', () => '![a'],
    lookAlikes: [() => 'a <', () => '[a]', () => 'hello!'],
    knownMisses: 'None: in doubt it is made inert.',
  },
];
