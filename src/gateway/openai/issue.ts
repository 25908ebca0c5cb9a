import type { $ZodIssue } from 'zod/v4/core';
import { Refusal } from '../refusal.ts';
import { REFUSED } from './request-schema.ts';

/** A name as an error may repeat it: words of an API have no digits, keys and texts of somebody do or are longer. */
const WORD = /^[a-z][A-Za-z_]{0,31}$/;

/** What is wrong with a body, by field and rule; nothing of its values. A field that is unknown is told first. */
export function refusalOfIssues(issues: readonly $ZodIssue[]): Refusal {
  const [first] = [...issues.filter(({ code }) => code === 'unrecognized_keys'), ...issues];
  if (!first) return refused('', 'is not valid');
  const issue = deepest(first);
  return issue.code === 'unrecognized_keys'
    ? unknownField(issue.path, issue.keys[0] ?? '')
    : refused(pathText(issue.path), ruleOf(issue));
}

function unknownField(path: readonly PropertyKey[], key: string): Refusal {
  if (!WORD.test(key))
    return refused(pathText(path), 'has a field that is not taken here: leave it out', 'unknown_field');
  const instead = path.length === 0 && key in REFUSED ? REFUSED[key as keyof typeof REFUSED] : 'leave it out';
  return refused(pathText([...path, key]), `is not taken here: ${instead}`, 'unknown_field');
}

/** The refusal of a field for breaking a rule. */
export const refused = (field: string, rule: string, code = 'invalid_request'): Refusal =>
  new Refusal(400, code, field === '' ? `The body ${rule}` : `\`${field}\` ${rule}`, {
    ...(field !== '' && { field }),
  });

/** Of the forms that a value may have, the one that it comes closest to says what is wrong. */
function deepest(issue: $ZodIssue): $ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().filter(({ path, code }) => path.length > 0 || code === 'unrecognized_keys');
  const found = inner.find(({ code }) => code === 'unrecognized_keys') ?? inner[0];
  return found ? deepest({ ...found, path: [...issue.path, ...found.path] } as $ZodIssue) : issue;
}

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');

function ruleOf(issue: $ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${NAMES[issue.expected] ?? `of type ${issue.expected}`}`;
    case 'invalid_value':
      return `must be ${listed(issue.values)}`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `must be ${listed(issue.options)}`
        : 'has none of the forms that it may have: see the documentation of the field';
    case 'too_small':
      return issue.origin === 'array' ? `must hold at least ${issue.minimum}` : `must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'array' ? `must hold at most ${issue.maximum}` : `must be at most ${issue.maximum}`;
    case 'invalid_format':
      return 'must be 1 to 64 letters, digits, `_` or `-`';
    default:
      return 'is not valid';
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'an array',
  null: 'null',
};

const listed = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(' or ');
