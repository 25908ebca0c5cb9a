import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { PlaceholderTable } from '../../src/lib/placeholders.ts';
import { ALLOWED, documents, hasFence } from '../guards/links-documents.ts';
import { inert, RENDERERS } from '../guards/links-oracle.ts';

const table = new PlaceholderTable();
const VALUE = 'Qvalue';
const PLACEHOLDER = table.placeholderFor('PERSON', VALUE);

/** The attributes of a page that hold the value, other than the address of a mail that it became a part of. */
function holding(html: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('attrs' in node)
      for (const { name, value } of node.attrs)
        if (!value.startsWith('mailto:') && `${name}=${value}`.toLowerCase().includes(VALUE.toLowerCase()))
          found.push(`${node.tagName} ${name}=${value}`);
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
    if ('content' in node) visit(node.content);
  };
  visit(parse(html));
  return found;
}

const hostile = fc
  .tuple(documents, fc.array(fc.nat(400), { minLength: 1, maxLength: 3 }), documents)
  .map(([before, places, behind]) =>
    places.reduce((text, place) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + PLACEHOLDER + text.slice(at);
    }, `${before}${PLACEHOLDER}${behind}`),
  );

describe.each(Object.entries(RENDERERS))('shown through %s', (name, render) => {
  test.each([
    `https://ok.com/?q=<svg>${PLACEHOLDER}`,
    `https://ok.com/?q=<${PLACEHOLDER}`,
    `www.ok.com/<script>${PLACEHOLDER}`,
    `[a]:x\n"\n\n${PLACEHOLDER}"\n[a]`,
    `> [a]: x\n> "${PLACEHOLDER}"\n\n[a]`,
    `[a\nb]: /x?${PLACEHOLDER}\n\n[a b]`,
  ])('no value is in an attribute of %j', (text) => {
    expect(holding(render(inert(table.restore(text), ALLOWED)))).toEqual([]);
  });

  test('no value is in an attribute of any hostile document', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        if (name === 'html' && hasFence(text)) return; // a fence is left as it is, and HTML knows none
        expect(holding(render(inert(table.restore(text), ALLOWED)))).toEqual([]);
      }),
      { numRuns: Number(process.env.RUNS ?? 2_000) },
    );
  });
});
