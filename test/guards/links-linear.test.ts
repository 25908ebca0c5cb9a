import { describe, expect, test } from 'vitest';
import { links } from '../../src/guards/links.ts';

const SHAPES = [
  '<', '![', '](', ']:', '[a]:', ']:\n', 'h', 'http://', 'https://ok.com/?u=', 'https://ok.com]', '&#104;', '&', '[', '[](', '[a](b', '![a', '`', '\n```\n', '<a ',
  '<a b="', '<a b=\'<a c="', '<b c="d" ', '<a@', '//', 'www.', '> ', '- [x] ', '!', '\\', '\n', 'x', 'a.', '![`a', '[\n', '](\n',
]; // biome-ignore format: our own openers, repeated

const repeated = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

function fastest(job: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
    const since = performance.now();
    job();
    least = Math.min(least, performance.now() - since);
  }
  return least;
}

const guard = links({ allowedHosts: ['ok.com'] });

const inPieces = (text: string): void => {
  const reader = guard.reader();
  for (let at = 0; at < text.length; at += 6) reader.read(text.slice(at, at + 6), false);
  reader.read('', true);
};

describe.each(SHAPES)('%j repeated', (shape) => {
  const [small, large] = [repeated(shape, 16_384), repeated(shape, 131_072)];

  test.each([
    ['whole', guard.scan],
    ['in pieces of 6', inPieces],
  ])('stays linear %s', (_, read) => {
    const least = fastest(() => read(small));
    expect(fastest(() => read(large))).toBeLessThan(Math.max(least, 1) * 24); // 8 times the text; quadratic would be 64
  });
});
