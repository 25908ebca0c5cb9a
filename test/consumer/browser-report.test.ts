import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { htmlOf } from '../../src/scanner/report/html.ts';
import { junitOf } from '../../src/scanner/report/junit.ts';
import { sampleWith } from '../scanner/report/hostile.ts';
import { finding, SAMPLE } from '../scanner/report/sample.ts';

let browser: Browser;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

const withTrend = {
  ...SAMPLE,
  trend: { since: SAMPLE.time, added: SAMPLE.static?.findings ?? [], known: 2, fixed: [] },
};
const empty = { files: 3, skipped: [], findings: [], suppressed: [] };
const { probes: _, runtime: __, trend: ___, ...plain } = SAMPLE;

test.each([
  ['everything', withTrend, 'light', 1_100],
  ['everything', withTrend, 'dark', 1_100],
  ['everything', withTrend, 'light', 360],
  ['nothing found', { ...plain, static: empty }, 'dark', 1_100],
  [
    'a file of 200 characters',
    { ...plain, static: { ...empty, findings: [finding(0, 'x'.repeat(200), 1)] } },
    'light',
    360,
  ],
] as const)('a report with %s is accessible, and fits: %#', async (_, report, colorScheme, width) => {
  const path = join(folder, 'report.html');
  await writeFile(path, await htmlOf(report));
  const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width, height: 800 } });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
  );
  expect(violations).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
  expect(ground).toBe(colorScheme === 'dark' ? 'rgb(16, 20, 27)' : 'rgb(246, 247, 249)');
  await context.close();
});

test('its policy lets its own style in, and nothing runs that a hostile name brings', async () => {
  const path = join(folder, 'hostile.html');
  const hostile = '"><img src=x onerror="document.title=\'taken\'"><script>document.title="taken"</script>';
  await writeFile(path, await htmlOf(sampleWith(hostile)));
  const page = await browser.newPage();
  const told: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  page.on('request', (request) => told.push(request.url()));
  await page.goto(pathToFileURL(path).href);
  expect(told).toEqual([pathToFileURL(path).href]);
  expect(await page.title()).toContain('secure-llm audit of ');
  expect(await page.evaluate('getComputedStyle(document.querySelector("section")).borderRadius')).toBe('12px');
  await page.close();
});

test('JUnit is XML to a parser of XML', async () => {
  const page = await browser.newPage();
  for (const report of [SAMPLE, sampleWith(']]><!-- "\' \u0000\ufffe &amp; <a')]) {
    const tags = await page.evaluate(
      `[...new DOMParser().parseFromString(${JSON.stringify(junitOf(report))}, 'application/xml').querySelectorAll('*')].map(({ tagName }) => tagName)`,
    );
    expect(tags).not.toContain('parsererror');
    expect(tags).toContain('failure');
  }
  await page.close();
});
