import { type Found, judged, listed, type Outcome, skipped } from '../outcome.ts';
import type { Answer, Refusals } from './answer.ts';
import { NO_AUTH, UNEVEN } from './rules.ts';

const isRefused = ({ status }: Answer): boolean => status === 401 || status === 403;

/** Past the door: what a route says of a request itself, such as 400. The rest leaves it open. */
const isLetIn = ({ status }: Answer): boolean =>
  status < 300 || (status >= 400 && status < 500 && ![401, 403, 404, 405, 408, 429].includes(status));

export function authentication({ withoutKey, withWrongKey, withOtherKey }: Refusals): Outcome {
  const all = [...withoutKey, ...withWrongKey, ...withOtherKey];
  const found: Found[] = [
    ...told(withoutKey, 'without a key'),
    ...told([...withWrongKey, ...withOtherKey], 'with a wrong key'),
  ];
  if (found.length > 0) return judged(NO_AUTH, found, listed(found.map(({ message = '' }) => message)));
  if (!all.some(isRefused)) return skipped(NO_AUTH, `nothing was refused or let in: ${statuses(all)}`);
  return judged(NO_AUTH, [], statuses(all));
}

function told(answers: readonly Answer[], how: string): readonly Found[] {
  const open = new Set(answers.filter(isLetIn).map(({ asked }) => asked));
  return Array.from(open, (asked) => ({ subject: asked, message: `${asked} is let in ${how}` }));
}

/** @param keys the wrong keys that were sent */
export function evenness({ withWrongKey, withOtherKey }: Refusals, keys: readonly string[]): Outcome {
  const pairs = withWrongKey.flatMap((one, index) => {
    const other = withOtherKey[index];
    return other && isRefused(one) && isRefused(other) ? [[one, other] as const] : [];
  });
  if (pairs.length === 0) return skipped(UNEVEN, 'no wrong key was refused');
  const found = pairs.flatMap(([one, other]) => [
    ...(isSame(one, other) ? [] : [{ subject: one.asked, message: `${one.asked} tells wrong keys apart` }]),
    ...(keys.some((key) => one.body.includes(key) || other.body.includes(key))
      ? [{ subject: one.asked, message: `${one.asked} repeats the key` }]
      : []),
  ]);
  return judged(UNEVEN, found, found.length > 0 ? listed(found.map(({ message }) => message)) : 'one answer for all');
}

/** But for ids and times, which have digits. */
const isSame = (one: Answer, other: Answer): boolean =>
  one.status === other.status && withoutIds(one.body) === withoutIds(other.body);

const withoutIds = (body: string): string => body.replace(/[\w-]+/g, (word) => (/\d/.test(word) ? '#' : word));

const statuses = (answers: readonly Answer[]): string =>
  `status ${[...new Set(answers.map(({ status }) => status))].sort().join(', ')}`;
