/** `secure-llm-ignore SLLM-RULE: reason` in a comment, for the line it stands on and the next one. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  /** From 1. */
  readonly line: number;
}

const MARK = /secure-llm-ignore +(SLLM-[A-Z0-9-]+) *(?:: *([^\n]*))?/g;

/** Those of a text that give a reason; one without a reason accepts nothing. */
export function suppressionsIn(text: string): readonly Suppression[] {
  if (!text.includes('secure-llm-ignore')) return [];
  return text.split('\n').flatMap((line, index) =>
    Array.from(line.matchAll(MARK), ([, rule = '', reason = '']) => ({
      rule,
      reason: reason.replace(/(\*\/|-->)\s*\}?\s*$/, '').trim(),
      line: index + 1,
    })).filter(({ reason }) => reason !== ''),
  );
}
