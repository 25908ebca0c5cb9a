import { describe, expect, test } from 'vitest';
import { links } from '../../src/guards/links.ts';
import { isLinear } from '../support/linear.ts';

const SHAPES = [
  '<', '![', '](', ']:', '[a]:', ']:\n', 'h', 'http://', 'https://ok.com/?u=', 'https://ok.com]', '&#104;', '&', '[', '[](', '[a](b', '![a', '`', '\n```\n', '<a ',
  '<a b="', '<a b=\'<a c="', '<b c="d" ', '<a@', '//', 'www.', '> ', '- [x] ', '!', '\\', '\n', 'x', 'a.', '![`a', '[\n', '](\n',
]; // biome-ignore format: our own openers, repeated

const guard = links({ allowedHosts: ['ok.com'] });

const inPieces = (text: string): void => {
  const reader = guard.reader();
  for (let at = 0; at < text.length; at += 6) reader.read(text.slice(at, at + 6), false);
  reader.read('', true);
};

describe.each(SHAPES)('%j repeated', (shape) => {
  test.each([
    ['whole', guard.scan],
    ['in pieces of 6', inPieces],
  ])('stays linear %s', (_, read) => {
    expect(isLinear(shape, (text) => read(text))).toBe(true);
  });
});
