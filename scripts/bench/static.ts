import { STATIC_RULES } from '../../src/scanner/static/rules/index.ts';
import { scanFile } from '../../src/scanner/static/scan-file.ts';
import { isScript, parsed } from '../../src/scanner/static/script-file.ts';
import { type Measure, median } from './support/report.ts';

const FILES = 2_000;
const ROUNDS = 5;

interface File {
  readonly path: string;
  readonly text: string;
}

const MODULE = (n: number) => `import OpenAI from 'openai';
import { z } from 'zod';
import { findOrder, type Order } from './orders-${n % 50}.ts';

const client${n} = new OpenAI({ apiKey: process.env.OPENAI_API_KEY, timeout: 30_000, maxRetries: ${n % 3} });
const Body = z.object({ question: z.string().max(2_000), order: z.string().uuid(), page: z.number().int().default(1) });

/** Answers a question about an order. */
export async function answer${n}(req: Request, res: Response): Promise<void> {
  const { question, order, page } = Body.parse(req.body);
  const found: Order | undefined = await findOrder(order);
  if (!found) return void res.status(404).json({ error: \`No order on page \${page}\` });
  const lines = found.lines.filter(({ count }) => count > 0).map(({ name, count }) => \`\${count} x \${name}\`);
  const completion = await client${n}.chat.completions.create({
    model: 'gpt-5-mini-2025-08-07',
    max_completion_tokens: 400,
    messages: [
      { role: 'system', content: 'You answer questions about orders. ' + 'You are brief.' },
      { role: 'user', content: question + '\\n' + lines.join('\\n') },
    ],
  });
  const text = completion.choices[0]?.message.content ?? '';
  res.json({ text, usage: completion.usage?.total_tokens, key: \`order-${n}-\${found.id}\` });
}
`;

const COMPONENT = (n: number) => `'use client';
import { useState } from 'react';

export function Panel${n}({ title, rows }: { readonly title: string; readonly rows: readonly string[] }) {
  const [text, setText] = useState('');
  const send = async () => {
    const response = await fetch('/api/answer-${n}', { method: 'POST', body: JSON.stringify({ text, rows }) });
    setText((await response.json()).text);
  };
  return (
    <section aria-label={title} className="panel panel-${n} rounded border p-4 shadow-sm">
      <h2>{title}</h2>
      {rows.map((row, index) => <p key={index} className={index % 2 === 0 ? 'even' : 'odd'}>{row.trim()}</p>)}
      <textarea value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" onClick={send}>Send</button>
    </section>
  );
}
`;

const HELPERS = (n: number) =>
  Array.from(
    { length: 12 },
    (_, at) => `export function total${n}x${at}(rows) {
  let sum = ${at};
  for (const row of rows) {
    if (row.kind === 'credit' && row.amount > 0) sum -= row.amount * (1 + row.rate / 100);
    else sum += Math.round(row.amount * 100) / 100;
  }
  return { sum, label: 'Total of ' + rows.length + ' rows', at: new Date().toISOString().slice(0, 10) };
}
`,
  ).join('\n');

const project = (): readonly File[] =>
  Array.from({ length: FILES }, (_, n): File => {
    if (n % 40 === 0)
      return { path: `config/${n}.json`, text: JSON.stringify({ name: `part-${n}`, url: `/api/${n}` }) };
    if (n % 3 === 0) return { path: `src/panel-${n}.tsx`, text: COMPONENT(n) };
    return n % 3 === 1
      ? { path: `src/answer-${n}.ts`, text: MODULE(n) }
      : { path: `lib/total-${n}.js`, text: HELPERS(n) };
  });

function timed(files: readonly File[], job: (file: File) => unknown): number {
  const since = performance.now();
  for (const file of files) job(file);
  return performance.now() - since;
}

/** A project of 2,000 files, made up and in memory: every rule on every file, beside the parser alone on its scripts. */
export async function bench(): Promise<readonly Measure[]> {
  const files = project();
  const scripts = files.filter(({ path }) => isScript(path));
  const parse = () => timed(scripts, ({ path, text }) => parsed(path, text, { start: 0, end: text.length }));
  const scan = () => timed(files, ({ path, text }) => scanFile(path, text, STATIC_RULES));
  parse();
  scan();
  const rounds = Array.from({ length: ROUNDS }, () => ({ parse: parse(), scan: scan() }));
  return [
    {
      what: `static audit of ${FILES.toLocaleString('en')} files, ${STATIC_RULES.length} rules`,
      unit: 'ms',
      ours: median(rounds.map(({ scan }) => scan)),
      peer: { name: '@babel/parser alone', value: median(rounds.map(({ parse }) => parse)) },
      ratio: median(rounds.map(({ parse, scan }) => scan / parse)),
      bar: { atMost: 10 },
    },
  ];
}
