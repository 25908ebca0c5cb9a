export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** What a rule or a check stands for, as reports tell it. */
export interface RuleInfo {
  /** `SLLM-KEY-IN-SOURCE`: never changes, as suppressions and baselines name it. */
  readonly id: string;
  /** One line, the flaw itself: `API key in source code`. */
  readonly title: string;
  readonly severity: Severity;
  /** What an attacker or an accident makes of it. */
  readonly why: string;
  readonly fix: string;
  /** `LLM02:2025` (OWASP LLM), `API2:2023` (OWASP API), `CWE-798`. */
  readonly refs: readonly string[];
}

/** A place in a file; lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Place {
  /** Relative to what was audited, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Something that is wrong. It never holds a secret, nor the text of the line. */
export interface AuditFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** What was found here; names of the code's own at most. @default the title of the rule */
  readonly message: string;
  readonly place?: Place;
  /** Where there is no file: an URL without its query, the name of a check. */
  readonly subject?: string;
}

/** A finding that a comment in the code accepts, and why. */
export interface Suppressed {
  readonly finding: AuditFinding;
  readonly reason: string;
}

export interface StaticResult {
  readonly files: number;
  /** Read, and not understood. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly findings: readonly AuditFinding[];
  readonly suppressed: readonly Suppressed[];
}

/** How many of so many, with a 95 % Wilson interval. */
export interface Share {
  readonly count: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

export interface ProbeResult {
  /** `gullible`, `local`, or provider and model. */
  readonly target: string;
  /** `off`, `default`, `strict`, or `own` for a client of the user's. */
  readonly safeguards: string;
  readonly seed: number;
  /** Attacks that reached their goal, by category. */
  readonly categories: readonly { readonly category: string; readonly succeeded: Share }[];
  /** Harmless requests that look like attacks and were refused. */
  readonly falsePositives: Share;
  readonly requests: number;
  /** Probes that were left out, as the budget or the time was used up, or they failed. */
  readonly unfinished: number;
  readonly findings: readonly AuditFinding[];
}

export interface RuntimeCheck {
  readonly id: string;
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** What was seen, or why it was skipped. */
  readonly detail: string;
}

export interface RuntimeResult {
  readonly checks: readonly RuntimeCheck[];
  readonly findings: readonly AuditFinding[];
}

/** What an audit has found. Plain data; nothing of it is a secret. */
export interface AuditReport {
  readonly tool: { readonly name: 'secure-llm'; readonly version: string };
  /** Wall clock, ISO 8601 in UTC. */
  readonly time: string;
  readonly durationMs: number;
  /** The name of the folder that was audited, without its path. */
  readonly subject: string;
  readonly static?: StaticResult;
  readonly probes?: readonly ProbeResult[];
  readonly runtime?: RuntimeResult;
  /** Every rule that a finding names. */
  readonly rules: readonly RuleInfo[];
  /** Where there was an earlier report to compare with. */
  readonly trend?: Trend;
}

/** What has changed since an earlier report, in the parts that this one has. Lines do not count: code moves. */
export interface Trend {
  /** The time of the earlier report. */
  readonly since: string;
  readonly added: readonly AuditFinding[];
  /** Findings of both reports. */
  readonly known: number;
  /** Those of the earlier report that are gone; not those that a comment accepts now. */
  readonly fixed: readonly AuditFinding[];
}
