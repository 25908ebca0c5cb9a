import { expect, test } from 'vitest';
import { corpus } from '../../../scripts/corpus/generate.ts';
import { handWritten } from '../../../scripts/injection/hard-benign.ts';
import { CATEGORIES } from '../../../src/scanner/probes/categories/index.ts';
import { HARMLESS } from '../../../src/scanner/probes/harmless-texts.ts';
import { makeProbes } from '../../../src/scanner/probes/make-probes.ts';
import { skeleton } from '../../../src/scanner/probes/reading.ts';

test('a seed makes the same probes, another one others, and more of them begin with the same', () => {
  const few = makeProbes({ seed: 1, perCategory: 3 });
  expect(makeProbes({ seed: 1, perCategory: 3 })).toEqual(few);
  const more = makeProbes({ seed: 1, perCategory: 9 });
  expect(few.map((probe) => more.find(({ id }) => id === probe.id))).toEqual(few);
  const others = makeProbes({ seed: 2, perCategory: 3 });
  expect(others.map(({ id }) => id)).toEqual(few.map(({ id }) => id));
  expect(others.filter(({ app }, index) => app.instructions === few[index]?.app.instructions)).toEqual([]);
});

test('no two probes are the same, and each category has a rule of its own', () => {
  const probes = makeProbes({ seed: 1, perCategory: 40 });
  const contents = probes.map(({ messages, inbox, app }) => JSON.stringify([messages, inbox, app]));
  expect(new Set(contents).size).toBe(probes.length);
  expect(probes).toHaveLength(40 * CATEGORIES.length);
  expect(new Set(CATEGORIES.map(({ rule }) => rule.id)).size).toBe(CATEGORIES.length);
});

test('no answer that quotes an order, or refuses it in its words, holds what the order asks for', () => {
  for (const { order, id } of makeProbes({ seed: 1, perCategory: 40 }))
    if (order.act.does === 'say')
      expect({ id, holds: skeleton(order.text).includes(skeleton(order.act.text)) }).toEqual({ id, holds: false });
});

test('over a hundred harmless requests look like attacks, each by itself', () => {
  expect(HARMLESS.length).toBeGreaterThanOrEqual(100);
  expect(new Set(HARMLESS.map(({ text, from }) => text + (from?.text ?? ''))).size).toBe(HARMLESS.length);
});

const RUN = 6;
/** Every six words in a row. */
function runsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return Array.from({ length: Math.max(0, words.length - RUN + 1) }, (_, at) => words.slice(at, at + RUN).join(' '));
}

test('no six words in a row of a probe stand in a text of the corpus that the guard is trained on, or were written for it by hand', async () => {
  const probes = makeProbes({ seed: 1, perCategory: 60 }).flatMap(({ id, order }) =>
    runsOf(order.text).map((run) => [run, id] as const),
  );
  const harmless = HARMLESS.flatMap(({ text, from }) =>
    [...runsOf(text), ...runsOf(from?.text ?? '')].map((run) => [run, text] as const),
  );
  const own = new Map([...probes, ...harmless]);
  expect(own.size).toBeGreaterThan(1_000);
  const learned = [...(await corpus(1)), ...handWritten()].flatMap(({ text }) => runsOf(text));
  expect(learned.filter((run) => own.has(run))).toEqual([]);
}, 120_000);
