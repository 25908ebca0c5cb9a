import type { TextFile } from './text-file.ts';

/** A line of a pipeline's file. */
export interface WorkflowLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether a shell runs it. */
  readonly isShell: boolean;
}

const SHELL_KEY = /^(\s*(?:-\s+)?)(?:run|script|before_script|after_script|command)\s*:\s*(.*)$/;

/** The lines of a pipeline; comments are left out. */
export function linesIn({ text }: TextFile): readonly WorkflowLine[] {
  const lines: WorkflowLine[] = [];
  let at = 0;
  let block: number | undefined; // how far the key of a shell block is indented
  for (const line of text.split('\n')) {
    const start = at;
    at += line.length + 1;
    if (/^\s*(?:#|$)/.test(line)) continue;
    const indent = line.search(/\S/);
    const key = SHELL_KEY.exec(line);
    if (block !== undefined && (indent < block || (indent === block && !/^\s*-/.test(line)))) block = undefined;
    if (key) block = key[1]?.length ?? 0;
    lines.push({ text: line, start, end: start + line.length, isShell: key !== null || block !== undefined });
  }
  return lines;
}

const LONGEST_STEP = 50;

/** The lines of the step that one of its lines stands in. */
export function stepAt(lines: readonly WorkflowLine[], index: number): readonly WorkflowLine[] {
  const from = Math.max(0, index - LONGEST_STEP);
  const near = lines.slice(from, index + LONGEST_STEP);
  const first = near.findLastIndex(({ text }, at) => at <= index - from && /^\s*-\s/.test(text));
  const column = near[first]?.text.search(/\S/) ?? 0;
  const next = near.findIndex(({ text }, at) => at > first && text.search(/\S/) <= column);
  return near.slice(Math.max(0, first), next === -1 ? undefined : next);
}
