import fc from 'fast-check';

export const ALLOWED = ['ok.com', '*.ok.com', 'bücher.example', 'port.com:8443'];
export const isAllowed = (host: string): boolean =>
  /^(?:(?:[a-z0-9-]+\.)*ok\.com|xn--bcher-kva\.example|port\.com:8443)$/.test(host);

export const hasFence = (text: string): boolean => /`{3}|~{3}/.test(text);

const OPENERS = [
  '![', '[', ']', '](', ']: ', ']:', ')', '(', '<', '>', '</', '/>', '<!--', '-->', '<!', '<?', '?>', '<![CDATA[', ']]>', '![a](', '[a](', '[a]: ',
  '[a][b]', '[b]: ', '\n[a]: ', '[a]', '![a]', '![a][]', '<https://', '<a href="', '<a href=', "<img src='", '<img src="', '<img src=', '<img ', '<b ', '<b title="',
  '<code>', '</code>', '<pre>', '<div>', '<div title="', '<a>', '</a>', '<p>', '<details>', '<kbd>', '<b>', '<br>', '<br/>', '<Note>', 'Map<string, number>',
  '<script>', '</script>', '<style>', '<svg>', '<iframe src=', '<meta http-equiv="refresh" content="0;url=', '<base href=', '<form action=', '<input src=', '<link href=', '<title>', '<textarea>', '<object data=', '<template>',
]; // biome-ignore format: a list of atoms
const ATTRIBUTES = [
  ' src=', ' href="', " href='", ' srcset="', ' onclick=', ' onclick="a()"', ' style="background:url(', ' style="color:red"', ' title="', ' alt=', ' title=\'', '="', '=', ' ping=', ' poster=', ' formaction=', ' xlink:href=', ' a ', ' hidden ', ' data-x="', '/onclick=alert(1)/', '/onclick=x ', '/src=', '"onclick="x', "'onclick='x",
]; // biome-ignore format: a list of atoms
const HOSTS = [
  'https://', 'http://', 'HTTPS://', 'ftp://', '//', 'www.', 'https:', 'http:', ':', '/', 'https:/', '\\/\\/', 'https://ok.com', 'https://ok.com/', 'https://ok.com/a?u=', 'https://www.ok.com/x', 'https://port.com:8443', 'https://port.com:8443/', 'http://ok.com:80/',
  'evil.com', 'https://evil.com', 'https://evil.com/a.png', '//evil.com', '//evil.com/a.png', 'ok.com', '.evil.com', '@evil.com', 'ok.com@', 'javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.com', 'mailto:a@b.com?x=1', 'a@b.com', 'xmpp:a@b.com', 'vbscript:x', 'https://bücher.example/', 'https://bücher.example', '。evil.com', 'https://ok.com\u212a', '/a', '/a.png', 'a.png', '#a', '?u=', '%2f', '%5c', 'tel:+1', 'https://[::1]/', '/b/onclick=alert(1)/', '=https://evil.com', 'https://ok.com/onclick=alert(1)/', '(javascript:alert(1))', 'www.(javascript:alert(1))', ':8443', '_', '.', ',',
]; // biome-ignore format: a list of atoms
const NOISE = [
  ' ', ' ', ' ', '\n', '\n', '\n\n', '\t', '\r', '\r\n', '\n> ', '> ', '>', '- ', '\n- ', '\n  ', '\n    ', '1. ', '| ', ' | ', '\n|--|--|\n', '|a|b|\n|-|-|\n|', '`', '``', '\n```\n', '```', '\n\n```js\n', '\n~~~\n', '~~', '*', '**', '_', '\\', '\\\\', '"', "'", '"t"', ' "t', "'t'", '(t)', '&', ';', '&amp;', '&#58;', '&#x2f;', '&colon;', '&sol;', '&Tab;', '&NewLine;', '&lt;', '&#60;', '&#34;', '&quot;', '\0', '\u0001', '\v', '\f', '\u00a0', '\u00ad', '\u200b', '\u2028', '\ufeff', '\x7f', '!', '#', '# ', '=', '===\n', '\n---\n', '\n=\n', 'a', 'x', 'text', '{', '}', '”', '，', '。', '）', '^', '$', '- [ ] ', '- [x] ', '[^1]: ', '\n    ', 'á',
]; // biome-ignore format: a list of atoms

const atom = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...OPENERS) },
  { weight: 2, arbitrary: fc.constantFrom(...ATTRIBUTES) },
  { weight: 4, arbitrary: fc.constantFrom(...HOSTS) },
  { weight: 5, arbitrary: fc.constantFrom(...NOISE) },
);

/** Documents of hostile atoms in any order. */
const anyOrder = fc.array(atom, { minLength: 1, maxLength: 24, size: 'max' }).map((atoms) => atoms.join(''));

const oneOf = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
const url = fc.oneof(
  fc.constantFrom(...HOSTS),
  fc
    .tuple(
      oneOf('https://ok.com', 'https://ok.com/', '//ok.com', '/', 'https://', ''),
      fc.constantFrom(...HOSTS, ...NOISE),
    )
    .map((parts) => parts.join('')),
);
const name = oneOf('a', 'b', 'img', 'code', 'div', 'p', 'source', 'video', 'x-y', 'https:', 'td');
const key = oneOf(
  'href',
  'src',
  'srcset',
  'title',
  'alt',
  'style',
  'class',
  'onclick',
  'ping',
  'data-src',
  'hidden',
  'poster',
  'a',
  'www.a',
  'xmpp:b',
);
const quoted = fc
  .tuple(oneOf('"', "'", ''), fc.oneof(url, fc.constantFrom(...NOISE, ...OPENERS)))
  .map(([mark, value]) => mark + value + mark);
const attribute = fc
  .tuple(oneOf(' ', ' ', ' ', '\n', '\n> ', '/', ''), key, oneOf('=', '=', ' = ', '', '=\n'), quoted)
  .map((parts) => parts.join(''));

/** Documents as people and models write them, with something off in a few places. */
const { inline } = fc.letrec<{ inline: string; link: string; tag: string }>((tie) => ({
  link: fc
    .tuple(
      oneOf('[', '![', '!!['),
      tie('inline'),
      oneOf('](', '](', '](<', '](\n', '](\n> ', '][', ']: '),
      url,
      oneOf(')', ' "t")', '>)', "'t')", ']', '', '\n'),
    )
    .map((parts) => parts.join('')),
  tag: fc
    .tuple(
      oneOf('<', '<', '</', '\\<', '&lt;'),
      name,
      fc.array(attribute, { maxLength: 3 }),
      oneOf('>', '>', '/>', '\n>', ' ', ''),
    )
    .map(([open, element, attributes, close]) => open + element + attributes.join('') + close),
  inline: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    atom,
    url,
    tie('link'),
    tie('tag'),
    fc
      .tuple(
        oneOf('`', '**', '_', '<code>', '<!--', '> ', '- ', '|', '[b]: '),
        tie('inline'),
        oneOf('`', '**', '_', '</code>', '-->', '\n', '|', ' '),
        tie('inline'),
      )
      .map((parts) => parts.join('')),
  ),
}));
const written = fc
  .array(
    fc.tuple(oneOf('', '', '\n', '\n\n', '\n> ', '\n- ', '<code>', ' '), inline).map((parts) => parts.join('')),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** Documents of blocks, for what may or may not be a fence. */
const line = fc
  .tuple(
    fc
      .array(oneOf('', '', '', ' ', '    ', '\t', '> ', '>', '- ', '1. ', '* ', '[^1]: ', '- [ ] ', '| '), {
        maxLength: 2,
      })
      .map((parts) => parts.join('')),
    oneOf(
      '```',
      '```',
      '```js',
      '````',
      '~~~',
      '~~~',
      '~~~ a',
      '``` `',
      '```|',
      '``',
      '',
      '',
      'text',
      'a | b',
      '--|--',
      '---',
      '===',
      '# a',
      '[a',
      '[a]',
      '[a]: /b',
      '[a]: /b "t',
      '"',
      "'",
      ']: /b',
      'b]: /b',
      '<div>',
      '<b>',
      '</div>',
      '<!--',
      '-->',
      '<?',
      '?>',
      '<!A',
      '<![CDATA[',
      ']]>',
      '</script>',
      '<https://ok.com/>',
      '![a',
      '\\',
      '\\```',
      'https://evil.com',
      '![a](https://evil.com)',
      '<img src=//evil.com>',
      '[a](//evil.com "',
      '[b]: //evil.com',
      '<b title="',
      '<b onclick="a()">',
      '$$',
      ':::',
      '\u2028```',
      '\f```',
      '\ufeff```',
    ),
    oneOf('', '', '', ' ', '\t', '|', '`', '\r', 'x'),
  )
  .map((parts) => parts.join(''));
const blocks = fc.array(line, { minLength: 2, maxLength: 14, size: 'max' }).map((lines) => lines.join('\n'));

export const documents = fc.oneof(anyOrder, written, blocks);
