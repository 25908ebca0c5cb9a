import { expect, test } from 'vitest';
import { madeUp } from '../../src/guards/secrets/rule.ts';
import { STATIC_RULES } from '../../src/scanner/static/rules/index.ts';
import { scanFile } from '../../src/scanner/static/scan-file.ts';

const scan = (path: string, text: string) => scanFile(path, text, STATIC_RULES);
const key = () => `sk-proj-${madeUp(120)}`;

test('the scripts of a page are read where they stand', () => {
  const page =
    '<!doctype html>\n<SCRIPT type="module">\n  new OpenAI({ dangerouslyAllowBrowser: true });\n</SCRIPT>\n<p>\n<script>new OpenAI({ dangerouslyAllowBrowser: true });</script>';
  const places = scan('public/index.html', page).findings.map(({ rule, place }) => [rule, place?.line, place?.column]);
  expect(places).toEqual([
    ['SLLM-BROWSER-SDK', 3, 41],
    ['SLLM-BROWSER-SDK', 6, 47],
  ]);
});

test('a script of a page that no parser reads is told, and the rest of the page is read', () => {
  const { findings, skipped } = scan('index.html', `<script>{{ if }} (((</script><p>${key()}</p>`);
  expect(findings.map(({ rule }) => rule)).toEqual(['SLLM-KEY-IN-SOURCE']);
  expect(skipped).toBe('no parser reads one of its scripts');
});

test('a key that a script and the page around it hold is told once, and never quoted', () => {
  const { findings } = scan('index.html', `<script>const key = '${key()}';</script>`);
  expect(findings).toHaveLength(1);
  expect(JSON.stringify(findings)).not.toContain(madeUp(20));
});

test.each(['test/app.ts', 'src/app.test.ts', 'src/__tests__/app.ts', 'e2e/app.spec.tsx'])(
  'in %s, which nobody deploys, only keys are looked for',
  (path) => {
    const rules = scan(path, `new Agent({ rejectUnauthorized: false, key: '${key()}' });`).findings;
    expect(rules.map(({ rule }) => rule)).toEqual(['SLLM-KEY-IN-SOURCE']);
  },
);

test('files with `test` in the middle of a name are no tests', () => {
  expect(scan('src/latest/contest.ts', 'new Agent({ rejectUnauthorized: false });').findings).toHaveLength(1);
});

test('a script that is nested deeper than the stack is told, and nothing is thrown', () => {
  expect(scan('a.ts', `f(${'['.repeat(50_000)}${']'.repeat(50_000)});`).skipped).toBe('it is nested too deep');
  expect(scan('a.ts', `f(${'"a" + '.repeat(50_000)}b);`).skipped).toBe('it is nested too deep');
});

test('a finding at the beginning of a line is on that line', () => {
  const { findings } = scan('.env', 'PORT=1\nVITE_OPENAI_API_KEY=\n\nX=1\n');
  expect(findings[0]?.place).toMatchObject({ line: 2, column: 21 });
  const { findings: agents } = scan('a.ts', "\nprocess.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';");
  expect(agents[0]?.place).toMatchObject({ line: 2, column: 1 });
});

const MANY = 20_000;

test.each([
  ['scripts that are never closed', 'a.html', '<script '.repeat(MANY * 10)],
  ['scripts without a closing tag', 'a.html', '<script>'.repeat(MANY * 10)],
  ['settings in quotes that are never closed', '.env', `${'A="'.repeat(MANY)}\n${"B='".repeat(MANY)}`],
  ['blanks behind a name', 'Dockerfile', `ENV A${' '.repeat(MANY)}\n`.repeat(20)],
  ['names that double a text', 'a.ts', `const a0 = 'x';\n${doubled(MANY)}fetch(a${MANY});`],
  ['one name, bound and used again and again', 'a.ts', '{ const a = `${b}`; fetch(a); }\n'.repeat(MANY)],
  ['findings on lines of their own', 'a.ts', 'f({ rejectUnauthorized: false });\n'.repeat(MANY)],
])('time is linear in a file of %s', { timeout: 30_000 }, (_, path, text) => {
  expect(scan(path, text).skipped).toBeUndefined();
});

function doubled(count: number): string {
  return Array.from({ length: count }, (_, n) => `const a${n + 1} = a${n} + a${n};\n`).join('');
}
