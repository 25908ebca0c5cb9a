import { expect, test } from 'vitest';
import { corpus, phrasebooks } from '../../scripts/corpus/generate.ts';
import { GOALS, HARMLESS } from '../../scripts/corpus/phrasebook.ts';
import { countOf, drawn, parse } from '../../scripts/corpus/template.ts';
import { handWritten as texts } from '../../scripts/injection/hard-benign.ts';

const handWritten = texts();

test('templates say what they stand for, and what is wrong with them', () => {
  const nodes = parse('{Ignore|Forget{ all|}} {$rule}, {{name}}', { rule: ['it', 'this'] });
  expect(countOf(nodes)).toBe(6);
  expect(drawn(nodes, () => 0)).toBe('Ignore it, {name}');
  expect(drawn(nodes, () => 0.99)).toBe('Forget this, {name}');
  expect(() => parse('{a|b', {})).toThrow(/never closed/);
  expect(() => parse('a}', {})).toThrow(/closes nothing/);
  expect(() => parse('{$none}', {})).toThrow(/no words named none/);
});

test('every goal and every kind of harmless text is written in eighteen languages', async () => {
  const whole = (await phrasebooks()).filter(
    ({ attacks, harmless }) =>
      GOALS.every((goal) => (attacks[goal]?.length ?? 0) >= 6) &&
      HARMLESS.every((kind) => (harmless[kind]?.length ?? 0) >= 6),
  );
  expect(whole.map(({ language }) => language).sort()).toEqual(
    [
      'ar',
      'de',
      'en',
      'es',
      'fr',
      'hi',
      'hi-Latn',
      'it',
      'ja',
      'ko',
      'nl',
      'pl',
      'pt',
      'ru',
      'tr',
      'uk',
      'vi',
      'zh',
    ].sort(),
  );
});

test('the corpus has over 50,000 distinct texts, the same each time, half of them attacks, none written by hand', async () => {
  const made = await corpus(8);
  const texts = new Set(made.map(({ text }) => text));
  expect(texts.size).toBe(made.length);
  expect(made.length).toBeGreaterThan(50_000);
  const attacks = made.filter(({ isAttack }) => isAttack).length / made.length;
  expect(attacks).toBeGreaterThan(0.4);
  expect(attacks).toBeLessThan(0.6);
  expect(handWritten.filter(({ text }) => texts.has(text))).toEqual([]);
  expect(await corpus(1)).toEqual(await corpus(1));
}, 60_000);

test('over a thousand harmless texts are written by hand, in all kinds and many languages', () => {
  expect(new Set(handWritten.map(({ text }) => text)).size).toBe(handWritten.length);
  expect(handWritten.length).toBeGreaterThanOrEqual(1_000);
  expect(new Set(handWritten.map(({ kind }) => kind))).toEqual(new Set(HARMLESS));
  expect(new Set(handWritten.map(({ lang }) => lang)).size).toBeGreaterThanOrEqual(20);
});
