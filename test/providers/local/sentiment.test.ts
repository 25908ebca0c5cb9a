import fc from 'fast-check';
import { expect, test } from 'vitest';
import { local } from '../../../src/providers/local/index.ts';
import { scoreSentiment } from '../../../src/providers/local/sentiment.ts';
import { shippedLexicon } from '../../../src/providers/local/shipped-lexicon.ts';
import { ask, user } from './support.ts';

const feel = (text: string, aspects: readonly string[] = []) => scoreSentiment(text, aspects, shippedLexicon());

test.each([
  ['I absolutely love this blender, it crushes ice in seconds.', 'positive'],
  ['Not bad at all, I was pleasantly surprised.', 'positive'],
  ["You won't regret buying it.", 'positive'],
  ['omg this song is sooo gooood 😍', 'positive'],
  ["This isn't good.", 'negative'],
  ['The app keeps crashing every time I open it.', 'negative'],
  ['Don’t waste your money on this.', 'negative'],
  ['ugh my phone died again 😩', 'negative'],
  ['Missed my flight because of the delay :(', 'negative'],
  ['The package contains two cables and a manual.', 'neutral'],
  ['How do I reset my password?', 'neutral'],
  ['kill -9 terminates the process.', 'neutral'],
  ['The food was great but the service was terrible.', 'mixed'],
  ['', 'neutral'],
])('%j is %s', (text, label) => {
  expect(feel(text).label).toBe(label);
});

test.each([
  ['a negation turns praise round', 'It is not good.', 'It is good.'],
  ['a negation further back still counts', 'It is not a very good phone.', 'It is a very good phone.'],
  ['"slightly" weakens', 'It is slightly good.', 'It is good.'],
  ['"extremely" strengthens', 'It is good.', 'It is extremely good.'],
  ['the half after "but" weighs more', 'It is fast but ugly.', 'It is ugly but fast.'],
  ['capitals strengthen', 'This is a good phone.', 'This is a GOOD phone.'],
  ['an exclamation strengthens', 'It is good.', 'It is good!'],
  ['a question weakens', 'Is it good?', 'It is good.'],
  ['a smile helps', 'It came today', 'It came today 😊'],
  ['a frown hurts', 'It came today :-(', 'It came today'],
])('%s', (_, lower, higher) => {
  expect(feel(lower).score).toBeLessThan(feel(higher).score);
});

test('no negation reaches past a comma', () => {
  expect(feel('No, it is good.').score).toBeGreaterThan(0);
});

test.each([
  'Das Produkt ist leider sehr schlecht und ich bin nicht zufrieden.',
  'Me encanta este producto, es muy bueno 😍',
  'Ce film est vraiment super, je le recommande',
  'このアプリは最高です',
  'Это ужасно, super',
  'très super',
])('is at most 0.3 sure of %j', (text) => {
  expect(feel(text).confidence).toBeLessThanOrEqual(0.3);
});

test('each aspect has the feeling of the words next to it, and none where it is not mentioned', () => {
  const text = 'The food was great, but the service was terrible and the price too high.';
  const { aspects } = feel(text, ['food', 'service', 'price', 'parking']);
  expect(aspects).toMatchObject({
    food: { label: 'positive' },
    service: { label: 'negative' },
    price: { label: 'negative' },
    parking: { label: 'neutral', score: 0, confidence: 0 },
  });
});

test('score and confidence stay in their ranges for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (text, aspects) => {
      const { score, confidence, ...rest } = feel(text, aspects);
      for (const each of [{ score, confidence }, ...Object.values(rest.aspects)]) {
        expect(Math.abs(each.score)).toBeLessThanOrEqual(1);
        expect(each.confidence).toBeGreaterThanOrEqual(0);
        expect(each.confidence).toBeLessThanOrEqual(1);
      }
      expect(Object.keys(rest.aspects).sort()).toEqual([...new Set(aspects)].sort());
    }),
  );
});

test('the task answers with JSON, aspects included', async () => {
  const task = { name: 'sentiment', options: { aspects: ['screen'] } };
  const answer = JSON.parse(await ask(local(), { messages: [user('I love the screen.')], task }));
  expect(Object.keys(answer).sort()).toEqual(['aspects', 'confidence', 'label', 'score']);
  expect(answer.aspects.screen.label).toBe('positive');
});

test.each([['I love the camera and hate the battery.'], ['Nice screen; poor speakers.']])(
  'praise and blame in one breath are mixed: %s',
  (text) => {
    expect(feel(text).label).toBe('mixed');
  },
);
