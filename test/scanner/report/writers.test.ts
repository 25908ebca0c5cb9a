import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../../src/scanner/report/findings.ts';
import { htmlOf } from '../../../src/scanner/report/html.ts';
import { junitOf } from '../../../src/scanner/report/junit.ts';
import { markdownOf } from '../../../src/scanner/report/markdown.ts';
import { sarifOf } from '../../../src/scanner/report/sarif.ts';
import { withoutSecrets } from '../../../src/scanner/report/without-secrets.ts';
import type { AuditReport } from '../../../src/scanner/report.ts';
import { hostileText, sampleWith } from './hostile.ts';
import { SAMPLE } from './sample.ts';
import { SARIF } from './sarif-schema.ts';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
  readonly partialFingerprints: object;
  readonly suppressions?: readonly object[];
  readonly baselineState?: string;
}
interface Sarif {
  readonly runs: readonly [
    {
      readonly results: readonly Result[];
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    },
  ];
}
const run = (report: AuditReport) => (sarifOf(report) as Sarif).runs[0];

describe('SARIF', () => {
  const ajv = new Ajv({ strict: false });
  Reflect.apply(addFormats as never, undefined, [ajv]);
  const validate = ajv.compile(SARIF);
  const isValid = (report: AuditReport) => validate(JSON.parse(JSON.stringify(sarifOf(report)))) || validate.errors;

  test('is of the form that its standard describes, whatever files are called', () => {
    expect(isValid(SAMPLE)).toBe(true);
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(isValid(sampleWith(text))).toBe(true);
      }),
    );
  });

  test('has every finding with its rule, what is accepted as suppressed, what is gone as absent', () => {
    const { results, tool } = run({ ...SAMPLE, trend: { ...SAMPLE.trend, added: [findingsOf(SAMPLE)[0]] } as never });
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(results.filter(({ suppressions }) => suppressions)).toHaveLength(1);
    expect(results.filter(({ baselineState }) => baselineState === 'new')).toHaveLength(1);
    expect(results.filter(({ baselineState }) => baselineState === 'absent')).toHaveLength(1);
    expect(results).toHaveLength(findingsOf(SAMPLE).length + 2);
  });

  test('names files as addresses do', () => {
    const [result] = run(sampleWith('src/a b#ä.ts')).results;
    expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('src/a%20b%23%C3%A4.ts');
  });
});

/** Elements and names of attributes, in order: what a page is without its words. */
function shapeOf(html: string): string {
  const shape = (node: object): string => {
    const {
      nodeName,
      attrs = [],
      childNodes = [],
    } = node as {
      nodeName: string;
      attrs?: { name: string }[];
      childNodes?: object[];
    };
    const inner = childNodes.filter((child) => (child as { nodeName: string }).nodeName !== '#text').map(shape);
    return `${nodeName}[${attrs.map(({ name }) => name)}](${inner.join(' ')})`;
  };
  return shape(parse(html));
}

describe('HTML', () => {
  test('keeps its shape whatever words stand in it: nothing from outside becomes markup', async () => {
    const expected = shapeOf(await htmlOf(sampleWith('plain')));
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        expect(shapeOf(await htmlOf(sampleWith(text)))).toBe(expected);
      }),
    );
  });

  test('brings no script, no inline style and no address that a browser would fetch', async () => {
    const html = await htmlOf(SAMPLE);
    expect(html).not.toMatch(/<script|<img|<link|\sstyle=|\son\w+=|\ssrc=|url\(|@import/);
    expect(Array.from(html.matchAll(/href="([^"]*)"/g), ([, href = '']) => new URL(href, 'file:///').host)).toEqual(
      expect.arrayContaining(['', 'cwe.mitre.org']),
    );
    expect(html).toMatch(
      /default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'/,
    );
  });
});

test('Markdown keeps its shape whatever words stand in it', () => {
  const parser = new MarkdownIt({ html: true, linkify: true });
  parser.linkify.set({ fuzzyLink: false }); // as code hosts do
  const shape = (report: AuditReport): string =>
    parser
      .parse(markdownOf(report), {})
      .flatMap(({ type, children }) => [type, ...(children ?? []).map((child) => child.type)])
      .filter((type) => !/^(text|text_special|softbreak)$/.test(type))
      .join(' ');
  const expected = shape(sampleWith('plain'));
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(shape(sampleWith(text))).toBe(expected);
    }),
  );
});

test('JUnit counts what failed, what a comment accepts and what was checked', () => {
  const xml = junitOf(SAMPLE);
  expect(xml.match(/<failure /g)).toHaveLength(findingsOf(SAMPLE).length);
  expect(xml).toContain(`<testsuites name="secure-llm audit" failures="${findingsOf(SAMPLE).length}">`);
  expect(xml).toContain('<testsuite name="files" tests="10" failures="9" skipped="1">');
  expect(xml).toContain('<testcase classname="keys" name="Keys are younger than 90 days"/>');
  const { probes: _, runtime: __, ...files } = SAMPLE;
  expect(junitOf({ ...files, static: { files: 1, skipped: [], findings: [], suppressed: [] } })).toContain(
    '<testcase classname="files" name="no findings"/>',
  );
});

test('JUnit stays well-formed whatever words stand in it', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const xml = junitOf(sampleWith(text));
      expect(xml).not.toMatch(/[^\P{Cc}\t\n]|[\ufffe\uffff]/u);
      expect(xml.isWellFormed()).toBe(true);
      const rest = xml.replace(
        /<\/?(?:\?xml|[a-z]+)(?: [a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*[?/]?>/g,
        '',
      );
      expect(rest.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<&]/);
    }),
  );
});

test('no credential leaves in any form, wherever rules, probes and files have put it', async () => {
  const secret = ['sk', 'proj', 'Qm7'.repeat(9), `T3Blbk${'FJ'}`, 'x9K'.repeat(9)].join('-');
  const report = withoutSecrets(sampleWith(`config/${secret}.ts`));
  const all = [
    JSON.stringify(report),
    JSON.stringify(sarifOf(report)),
    junitOf(report),
    markdownOf(report),
    await htmlOf(report),
  ];
  for (const text of all) {
    expect(text).not.toContain('Qm7Qm7');
    expect(text).toMatch(/config.*secret/);
  }
});
