import { basename, resolve } from 'node:path';
import { systemClock } from '../../lib/clock.ts';
import { trendOf } from '../../scanner/report/trend.ts';
import { withoutSecrets } from '../../scanner/report/without-secrets.ts';
import type { AuditReport } from '../../scanner/report.ts';
import { filesPart } from '../audit/files.ts';
import type { Part, PartResult } from '../audit/part.ts';
import { probesPart } from '../audit/probes.ts';
import { runtimePart } from '../audit/runtime/part.ts';
import { readSettings } from '../audit/settings.ts';
import { writeReport } from '../audit/write.ts';
import { version } from '../version.ts';
import type { Command, CommandContext } from './command.ts';

/** What can be wrong usage at once goes first. */
const PARTS: readonly Part[] = [runtimePart, filesPart, probesPart];

/** Finds what is wrong with a project's use of language models, and reports it. */
export const audit: Command = async (context) => {
  const settings = await readSettings(context.flags);
  const report = withoutSecrets(await audited(context));
  const { baseline } = settings;
  const compared = baseline ? { ...report, trend: trendOf(report, withoutSecrets(baseline)) } : report;
  context.exitWith(settings.fails(compared) ? 1 : 0);
  await writeReport(compared, settings, context);
};

async function audited(context: CommandContext): Promise<AuditReport> {
  const time = new Date().toISOString();
  const since = systemClock.now();
  const parts: PartResult[] = [];
  for (const part of PARTS) {
    const result = await part(context);
    if (result) parts.push(result);
  }
  const rules = new Map(parts.flatMap((part) => part.rules.map((rule) => [rule.id, rule] as const)));
  return {
    tool: { name: 'secure-llm', version: version() },
    time,
    durationMs: Math.round(systemClock.now() - since),
    subject: basename(resolve(context.files[0] ?? '.')) || 'project',
    ...Object.assign({}, ...parts),
    rules: [...rules.values()],
  };
}
