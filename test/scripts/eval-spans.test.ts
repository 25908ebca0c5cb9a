import { describe, expect, test } from 'vitest';
import { isReal } from '../../scripts/eval/pii/false-alarms.ts';
import { judge } from '../../scripts/eval/pii/report.ts';
import { count, equals, f1, overlaps, precision, recall } from '../../scripts/eval/pii/spans.ts';
import { ENTITIES_OF, typeOf } from '../../scripts/eval/pii/types.ts';

const span = (start: number, end: number, type = 'PHONE') => ({ start, end, type });

describe('spans', () => {
  test('that overlap count once, however many finds lie on them', () => {
    expect(count([span(0, 10)], [span(0, 4), span(5, 10)], overlaps)).toEqual({ wanted: 1, found: 2, right: 1 });
    expect(count([span(0, 4), span(5, 10)], [span(0, 10)], overlaps)).toEqual({ wanted: 2, found: 1, right: 1 });
    expect(count([span(0, 4), span(6, 9)], [span(3, 7), span(8, 9)], overlaps)).toMatchObject({ right: 2 });
  });

  test('that only touch do not overlap', () => {
    expect(count([span(0, 5)], [span(5, 9)], overlaps)).toMatchObject({ right: 0 });
    expect(count([span(5, 9)], [span(0, 5)], overlaps)).toMatchObject({ right: 0 });
  });

  test('of another type are neither of both', () => {
    expect(count([span(0, 5)], [span(0, 5, 'EMAIL')], overlaps)).toMatchObject({ right: 0 });
    expect(count([span(0, 5)], [span(0, 5, 'EMAIL')], equals)).toMatchObject({ right: 0 });
  });

  test('must be equal to the character where the count is strict', () => {
    expect(count([span(0, 5), span(7, 9)], [span(0, 6), span(7, 9)], equals)).toEqual({
      wanted: 2,
      found: 2,
      right: 1,
    });
  });
});

test('precision, recall and F1 are those of the counts', () => {
  const counts = { wanted: 4, found: 2, right: 1 };
  expect([precision(counts), recall(counts), f1(counts)]).toEqual([0.5, 0.25, 1 / 3]);
  expect(f1({ wanted: 0, found: 0, right: 0 })).toBeNaN();
});

test('a row that was marked for one type says nothing of others', () => {
  const row = {
    id: 'a',
    text: '',
    label: 'pii',
    kind: '',
    lang: '',
    source: 's',
    entities: [span(0, 5)],
    scope: ['PHONE'],
  };
  const judged = judge(row, row.scope, [span(0, 5), span(9, 12, 'EMAIL')]);
  expect(judged.map(({ type, overlap }) => [type, overlap])).toEqual([['PHONE', { wanted: 1, found: 1, right: 1 }]]);
});

test('each of our entities belongs to one type of the data', () => {
  const entities = Object.values(ENTITIES_OF).flat();
  expect(new Set(entities).size).toBe(entities.length);
  expect([typeOf('PHONE_NUMBER'), typeOf('UK_NHS')]).toEqual(['PHONE', 'UK_NHS']);
});

test('a find is what it says where the list has its row, its rule and some of its place', () => {
  const real = [{ id: 'a', rule: 'pii/email', start: 5, end: 9 }];
  const find = { id: 'a', rule: 'pii/email', type: 'EMAIL', start: 8, end: 12 };
  expect(isReal(find, real)).toBe(true);
  for (const other of [{ id: 'b' }, { rule: 'pii/url' }, { start: 9 }])
    expect(isReal({ ...find, ...other }, real)).toBe(false);
});
