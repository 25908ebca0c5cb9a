import * as z from 'zod/mini';
import { show } from '../lib/check.ts';
import { badField } from './refusal.ts';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;
type Path = readonly PropertyKey[];

const WORD = /^[a-z][A-Za-z_]{0,31}$/; // a key of any other kind could be somebody's text
const LEAVE_OUT = 'leave it out';

/**
 * A body that fits its schema. Throws Refusal (400) naming the first field at fault and its rule, never the value; one that is
 * unknown is told first.
 *
 * @param instead what to do rather than send a field of the body that is not taken
 */
export function readBody<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
  instead: ReadonlyMap<string, string> = new Map(),
): z.output<Schema> {
  const read = z.safeParse(schema, value, { error: ruleOf });
  if (read.success) return read.data;
  const { issues } = read.error;
  const { issue, path } = innermost(issues.find(isUnknown) ?? issues[0], []);
  if (issue?.code !== 'unrecognized_keys') throw badField(written(path), issue?.message ?? 'does not fit');
  const [key = ''] = issue.keys;
  if (!WORD.test(key)) throw badField(written(path), `has a field that is not taken here: ${LEAVE_OUT}`);
  const remedy = path.length === 0 ? instead.get(key) : undefined;
  throw badField(written([...path, key]), `is not taken here: ${remedy ?? LEAVE_OUT}`);
}

const isUnknown = ({ code }: Issue): boolean => code === 'unrecognized_keys';

/** A path as it is written in messages: `messages[0].content`. */
const written = (path: Path): string =>
  path.reduce<string>(
    (whole, step) => (typeof step === 'number' ? `${whole}[${step}]` : `${whole}${whole && '.'}${String(step)}`),
    '',
  );

/** Of the forms of a union the one that a value comes closest to says what is wrong. */
function innermost(issue: Issue | undefined, before: Path): { readonly issue: Issue | undefined; readonly path: Path } {
  const path = [...before, ...(issue?.path ?? [])];
  if (issue?.code !== 'invalid_union') return { issue, path };
  const inner = issue.errors.flat().sort((left, right) => right.path.length - left.path.length);
  const closest = inner.find(isUnknown) ?? inner[0];
  return closest && (isUnknown(closest) || closest.path.length > 0) ? innermost(closest, path) : { issue, path };
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
      return oneOf(issue.values);
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options) : 'has none of the forms that it may have';
    case 'invalid_format':
      return issue.format === 'base64' ? 'must be base64, with padding' : 'has characters that it may not have';
    default:
      return 'has none of the forms that it may have';
  }
}

function oneOf(values: readonly unknown[]): string {
  const words = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  return `must be ${words.length === 1 ? '' : 'one of '}${words.join(', ')}`;
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
