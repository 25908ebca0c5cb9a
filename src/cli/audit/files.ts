import { lstat, readFile } from 'node:fs/promises';
import { systemClock } from '../../lib/clock.ts';
import type { AuditFinding, Suppressed } from '../../scanner/report.ts';
import { STATIC_RULES } from '../../scanner/static/rules/index.ts';
import { type FileResult, scanFile } from '../../scanner/static/scan-file.ts';
import { isScript } from '../../scanner/static/script-file.ts';
import type { CommandContext } from '../commands/command.ts';
import { decodeText } from '../decode-text.ts';
import { ProgressBar } from '../terminal/progress.ts';
import { styleFor } from '../terminal/style.ts';
import { UsageError } from '../usage-error.ts';
import { asksForMore, type Part } from './part.ts';
import { isInside, nothingIn, type Project, pathOf, projectAt } from './project.ts';

const CLOSED = 'may not be read';
const AT_A_TIME = 16;
const MOST_BYTES = 1_000_000;
const LONG_LINES = 500; // on average: no person has written it

/** Every rule about files on every file of a folder, a few of them in memory at a time. Not where only something else was asked for. */
export const filesPart: Part = async (context) => {
  const { files, flags, io } = context;
  if (files.length === 0 && asksForMore(flags)) return undefined;
  if (files.length > 1) throw new UsageError('audit takes one folder or file: name the folder that holds them all');
  const [path = '.'] = files;
  const project = await projectAt(path, io);
  const findings: AuditFinding[] = [];
  const suppressed: Suppressed[] = [];
  const skipped = project.closed.map((path) => ({ path, reason: CLOSED }));
  let read = 0;
  const bar = barFor(context, project.paths.length);
  try {
    for (let at = 0; at < project.paths.length; at += AT_A_TIME) {
      const paths = project.paths.slice(at, at + AT_A_TIME);
      const texts = await Promise.all(paths.map((path) => textOf(project, path)));
      for (const [index, path] of paths.entries()) {
        io.signal.throwIfAborted();
        const result = scanned(path, texts[index]);
        if (!result) continue;
        if (result.skipped === undefined) read++;
        else skipped.push({ path, reason: result.skipped });
        findings.push(...result.findings);
        suppressed.push(...result.suppressed);
      }
      bar.show(Math.min(at + AT_A_TIME, project.paths.length));
    }
  } finally {
    await bar.clear();
  }
  if (read === 0 && skipped.length === 0) throw nothingIn(path);
  const named = new Set([...findings, ...suppressed.map(({ finding }) => finding)].map(({ rule }) => rule));
  return {
    static: { files: read, skipped, findings, suppressed },
    rules: STATIC_RULES.filter(({ id }) => named.has(id)).map(({ id, title, severity, why, fix, refs }) => ({
      id,
      title,
      severity,
      why,
      fix,
      refs,
    })),
  };
};

/** A text, or why there is none. */
type Read = { readonly text: string } | { readonly skipped: string } | undefined;

/** Undefined for a link, and for what git lists and is not there any more. */
async function textOf(project: Project, path: string): Promise<Read> {
  try {
    const stats = await lstat(pathOf(project, path));
    if (!stats.isFile()) return undefined;
    if (!(await isInside(project, path))) return { skipped: 'lies outside of the folder' };
    if (stats.size > MOST_BYTES) return { skipped: 'larger than 1 MB' };
    const text = decodeText(await readFile(pathOf(project, path)));
    if (text === undefined) return { skipped: 'no text' };
    return isScript(path) && isMinified(text) ? { skipped: 'minified' } : { text };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return { skipped: CLOSED };
    return path.includes('\ufffd') ? { skipped: 'its name is not UTF-8' } : undefined;
  }
}

function scanned(path: string, read: Read): FileResult | undefined {
  if (!read) return undefined;
  return 'text' in read ? scanFile(path, read.text, STATIC_RULES) : { findings: [], suppressed: [], ...read };
}

const isMinified = (text: string): boolean =>
  text.length > 10_000 && text.length > LONG_LINES * (text.match(/\n/g)?.length ?? 0);

function barFor({ flags, io }: CommandContext, total: number) {
  if (!io.stderr.isTTY || flags.quiet || io.env.TERM === 'dumb') return { show: () => {}, clear: async () => {} };
  const bar = new ProgressBar(io.stderr, styleFor(io.stderr, io.env), systemClock.now);
  const since = systemClock.now();
  return {
    show(done: number) {
      const perSecond = (done * 1_000) / Math.max(1, systemClock.now() - since);
      bar.show({ done, total, failed: 0, perSecond, etaMs: ((total - done) * 1_000) / perSecond });
    },
    clear: () => bar.clear(),
  };
}
