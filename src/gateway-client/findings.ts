import { isRecord, type JsonRecord } from '../lib/json.ts';
import type { Action, Finding, Stage } from '../types/guard.ts';

const MAX_FINDINGS = 100;
const NAME = /^[\w./:-]{1,100}$/;
const PATH = /^[\w.[\]-]{1,200}$/;
const ACTIONS: readonly unknown[] = ['block', 'redact', 'warn', 'allow'] satisfies readonly Action[];
const STAGES: readonly unknown[] = ['input', 'output'] satisfies readonly Stage[];

/** Findings as a gateway tells them; what is none is left out. */
export const readFindings = (value: unknown): readonly Finding[] =>
  Array.isArray(value) ? value.slice(0, MAX_FINDINGS).flatMap((each) => readFinding(each) ?? []) : [];

/** A finding with nothing but what a finding may hold; undefined for anything else. */
function readFinding(value: unknown): Finding | undefined {
  if (!isRecord(value)) return undefined;
  const { guard, rule, entity, score, start, end, stage, action, path, source, origin } = value;
  const isFinding =
    matches(guard, NAME) &&
    matches(rule, NAME) &&
    matches(path, PATH) &&
    typeof score === 'number' &&
    Number.isSafeInteger(start) &&
    Number.isSafeInteger(end) &&
    STAGES.includes(stage) &&
    ACTIONS.includes(action);
  if (!isFinding) return undefined;
  return Object.freeze({
    ...({ guard, rule, score, start, end, stage, action, path } satisfies JsonRecord as unknown as Finding),
    ...(matches(entity, NAME) && { entity }),
    ...(typeof source === 'string' && source.length <= 500 && { source }),
    ...((origin === 'input' || origin === 'model') && { origin }),
  });
}

const matches = (value: unknown, pattern: RegExp): value is string => typeof value === 'string' && pattern.test(value);
