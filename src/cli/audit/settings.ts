import { readFile } from 'node:fs/promises';
import { findingsOf, rank } from '../../scanner/report/findings.ts';
import { readReport } from '../../scanner/report/read.ts';
import { type AuditReport, SEVERITIES } from '../../scanner/report.ts';
import type { Flags } from '../arguments.ts';
import { UsageError } from '../usage-error.ts';
import { choiceOf, textOf } from '../values.ts';

export const FORMATS = ['text', 'json', 'sarif', 'junit', 'html', 'markdown'] as const;

export type Format = (typeof FORMATS)[number];

/** What was typed, beside what is audited. */
export interface Settings {
  readonly format: Format;
  /** Where the report goes instead of stdout. */
  readonly output: string | undefined;
  readonly baseline: AuditReport | undefined;
  /** Whether a report makes a pipeline stop. */
  readonly fails: (report: AuditReport) => boolean;
}

export async function readSettings(flags: Flags): Promise<Settings> {
  const format = choiceOf(flags, 'format', FORMATS);
  if (flags.json && format !== undefined && format !== 'json')
    throw new UsageError('give --json or --format, not both: --json is --format json');
  return {
    format: format ?? (flags.json ? 'json' : 'text'),
    output: textOf(flags, 'out'),
    fails: failsOn(flags),
    baseline: await baselineOf(flags),
  };
}

function failsOn(flags: Flags): Settings['fails'] {
  const least = choiceOf(flags, 'fail-on', ['any', ...SEVERITIES, 'new', 'none']) ?? 'any';
  if (least === 'none') return () => false;
  if (least === 'any') return (report) => findingsOf(report).length > 0;
  if (least !== 'new') return (report) => findingsOf(report).some(({ severity }) => rank(severity) <= rank(least));
  if (flags.baseline === undefined) throw new UsageError('--fail-on new needs --baseline: an earlier report as JSON');
  return ({ trend }) => (trend?.added.length ?? 0) > 0;
}

async function baselineOf(flags: Flags): Promise<AuditReport | undefined> {
  const path = textOf(flags, 'baseline');
  if (path === undefined) return undefined;
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError('--baseline cannot be read: check the path and its permissions');
  });
  const report = readReport(text);
  if (!report) throw new UsageError('--baseline must be a report of secure-llm audit --format json');
  return report;
}
