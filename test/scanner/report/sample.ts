import type { AuditFinding, AuditReport, RuleInfo, Severity, Share } from '../../../src/scanner/report.ts';

const rule = (id: string, severity: Severity, title: string, refs: readonly string[]): RuleInfo => ({
  id,
  title,
  severity,
  why: 'Whoever finds it reads the key and spends your money: such keys are found within hours of being published.',
  fix: 'Ask through a gateway of your own, which holds the key, and give pages tokens that live for minutes.',
  refs,
});

const RULES = [
  rule('SLLM-KEY-IN-SOURCE', 'critical', 'API key in source code', ['LLM02:2025', 'CWE-798']),
  rule('SLLM-BROWSER-SDK', 'critical', 'Provider SDK in a browser', ['LLM02:2025', 'API2:2023', 'CWE-522']),
  rule('SLLM-EVAL', 'high', 'Code of a model is run', ['LLM05:2025', 'CWE-95']),
  rule('SLLM-NO-TIMEOUT', 'medium', 'Provider called without a timeout', ['LLM10:2025', 'API4:2023', 'CWE-400']),
  rule('SLLM-LATEST', 'low', 'Model pinned to latest', ['LLM03:2025', 'CWE-1104']),
  rule('SLLM-PROBE-INDIRECT', 'high', 'Instructions in material are obeyed', ['LLM01:2025', 'CWE-1427']),
  rule('SLLM-LOG-TORN', 'medium', 'Audit log is not whole', ['CWE-354']),
];

export const finding = (index: number, path: string, line: number, message?: string): AuditFinding => {
  const { id, severity, title } = RULES[index] as RuleInfo;
  const place = { path, line, column: 5, endLine: line, endColumn: 21 };
  return { rule: id, severity, message: message ?? title, place };
};

const share = (count: number, of: number, low: number, high: number): Share => ({ count, of, low, high });

/** A report with every part, and something in each. */
export const SAMPLE: AuditReport = {
  tool: { name: 'secure-llm', version: '0.1.0' },
  time: '2026-11-30T09:30:00.000Z',
  durationMs: 2_340,
  subject: 'shop-assistant',
  static: {
    files: 212,
    skipped: [{ path: 'public/vendor.js', reason: 'minified' }],
    findings: [
      finding(0, 'src/server/openai.ts', 4),
      finding(1, 'src/pages/chat.tsx', 12),
      finding(1, 'src/pages/help.tsx', 31),
      finding(2, 'src/tools/calculate.ts', 18, 'The answer goes into eval'),
      ...[3, 9, 27, 40].map((line) => finding(3, 'src/server/summaries.ts', line)),
      finding(4, 'src/server/openai.ts', 9),
    ],
    suppressed: [{ finding: finding(3, 'scripts/nightly.ts', 7), reason: 'nobody waits for it' }],
  },
  probes: [
    {
      target: 'gullible',
      safeguards: 'default',
      seed: 7,
      categories: [
        { category: 'direct', succeeded: share(6, 60, 0.047, 0.202) },
        { category: 'indirect, in mail', succeeded: share(9, 60, 0.081, 0.261) },
        { category: 'data exfiltration', succeeded: share(0, 80, 0, 0.046) },
        { category: 'jailbreak', succeeded: share(14, 60, 0.144, 0.354) },
      ],
      falsePositives: share(3, 120, 0.009, 0.071),
      requests: 380,
      unfinished: 4,
      findings: [
        { rule: 'SLLM-PROBE-INDIRECT', severity: 'high', message: RULES[5]?.title ?? '', subject: 'gullible, mail' },
      ],
    },
  ],
  runtime: {
    checks: [
      { id: 'log', title: 'Audit log is whole', status: 'failed', detail: 'line 41 was altered' },
      { id: 'keys', title: 'Keys are younger than 90 days', status: 'passed', detail: 'the oldest is 12 days old' },
      { id: 'tls', title: 'Gateway speaks TLS', status: 'skipped', detail: 'no --url was given' },
    ],
    findings: [
      { rule: 'SLLM-LOG-TORN', severity: 'medium', message: 'Audit log is not whole', subject: 'audit.jsonl' },
    ],
  },
  rules: RULES,
  trend: { since: '2026-11-23T09:30:00.000Z', added: [], known: 10, fixed: [finding(2, 'src/tools/old.ts', 3)] },
};
