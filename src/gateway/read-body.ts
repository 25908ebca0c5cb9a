import * as z from 'zod/mini';
import { show } from '../lib/check.ts';
import { Refusal } from './refusal.ts';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;
type Path = readonly PropertyKey[];

const SHORT_WORD = /^[a-z][A-Za-z_]{0,23}$/; // a key of any other kind could be somebody's text

/** A body that fits its schema. Throws Refusal (400) naming the first field at fault and its rule, never the value. */
export function readBody<Schema extends z.core.$ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = z.safeParse(schema, value, { error: ruleOf });
  if (read.success) return read.data;
  const { issue, path } = innermost(read.error.issues[0], []);
  const unknown = issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : undefined;
  if (unknown === undefined) throw badField(path, issue?.message ?? 'does not fit');
  if (SHORT_WORD.test(unknown)) throw badField([...path, unknown], 'is no field that there is: leave it out');
  throw badField(path, 'has an unknown field: leave it out');
}

/** The refusal of a field; of the whole body where the path is empty. */
export function badField(path: Path, rule: string): Refusal {
  const field = path.reduce<string>(
    (whole, step) => (typeof step === 'number' ? `${whole}[${step}]` : `${whole}${whole && '.'}${String(step)}`),
    '',
  );
  const subject = field === '' ? 'The body' : `\`${field}\``;
  return new Refusal(400, 'invalid_request', `${subject} ${rule}`, { field: field || undefined });
}

/** Of a union the branch that got furthest says what is wrong. */
function innermost(issue: Issue | undefined, before: Path): { readonly issue: Issue | undefined; readonly path: Path } {
  const path = [...before, ...(issue?.path ?? [])];
  if (issue?.code !== 'invalid_union') return { issue, path };
  const depth = (branch: readonly Issue[]) => branch[0]?.path.length ?? 0;
  const [furthest] = [...issue.errors].sort((left, right) => depth(right) - depth(left));
  return furthest && depth(furthest) > 0 ? innermost(furthest[0], path) : { issue, path };
}

/** A rule in words of the schema. */
function ruleOf(issue: RawIssue): string {
  const got = show(issue.input);
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${ARTICLES[issue.expected] ?? issue.expected}, got ${got}`;
    case 'too_small':
      return amount(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return amount(issue.origin, 'at most', issue.maximum);
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => `'${String(value)}'`).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'base64' ? 'must be base64, with padding' : 'has characters that it may not have';
    default:
      return 'has none of the forms that it may have';
  }
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

function amount(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return `must have ${bound} ${limit} characters`;
  if (origin === 'array') return `must hold ${bound} ${limit} items`;
  return `must be ${bound} ${limit}`;
}
