import type { Finding } from '../../src/index.ts';

/** A text with everything that was found in it shown as `mark` says. Findings may touch or overlap. */
export function marked(text: string, findings: readonly Finding[], mark: (found: string) => string): string {
  let out = '';
  let done = 0;
  for (const { start, end } of findings.toSorted((one, other) => one.start - other.start)) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    out += text.slice(done, from) + mark(text.slice(from, end));
    done = end;
  }
  return out + text.slice(done);
}
