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
  'evil.com', 'https://evil.com', 'https://evil.com/a.png', '//evil.com', '//evil.com/a.png', 'ok.com', '.evil.com', '@evil.com', 'ok.com@', 'javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.com', 'mailto:a@b.com?x=1', 'a@b.com', 'xmpp:a@b.com', 'vbscript:x', 'https://bücher.example/', 'https://bücher.example', '。evil.com', 'https://ok.com\u212a', '/a', '/a.png', 'a.png', '#a', '?u=', '%2f', '%5c', 'tel:+1', 'https://[::1]/', '/b/onclick=alert(1)/', '=https://evil.com', ':8443', '_', '.', ',',
]; // biome-ignore format: a list of atoms
const NOISE = [
  ' ', ' ', ' ', '\n', '\n', '\n\n', '\t', '\r', '\r\n', '\n> ', '> ', '>', '- ', '\n- ', '\n  ', '\n    ', '1. ', '| ', ' | ', '\n|--|--|\n', '|a|b|\n|-|-|\n|', '`', '``', '\n```\n', '```', '\n\n```js\n', '\n~~~\n', '~~', '*', '**', '_', '\\', '\\\\', '"', "'", '"t"', ' "t', "'t'", '(t)', '&', ';', '&amp;', '&#58;', '&#x2f;', '&colon;', '&sol;', '&Tab;', '&NewLine;', '&lt;', '&#60;', '&#34;', '&quot;', '\0', '\u0001', '\v', '\f', '\u00a0', '\u00ad', '\u200b', '\u2028', '\ufeff', '\x7f', '!', '#', '# ', '=', '===\n', '\n---\n', '\n=\n', 'a', 'x', 'text', '{', '}', '^', '$', '- [ ] ', '- [x] ', '[^1]: ', '\n    ', 'á',
]; // biome-ignore format: a list of atoms

const atom = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...OPENERS) },
  { weight: 2, arbitrary: fc.constantFrom(...ATTRIBUTES) },
  { weight: 4, arbitrary: fc.constantFrom(...HOSTS) },
  { weight: 5, arbitrary: fc.constantFrom(...NOISE) },
);

/** Documents of hostile atoms in any order. */
export const documents = fc.array(atom, { minLength: 1, maxLength: 24, size: 'max' }).map((atoms) => atoms.join(''));
