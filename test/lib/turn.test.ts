import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, Fold } from '../../src/lib/fold.ts';
import { Turn } from '../../src/lib/turn.ts';
import { partsOf } from '../../src/lib/turn-parts.ts';
import { text, toolCall } from '../../src/testing/steps.ts';
import type { ChatEvent } from '../../src/types/event.ts';

async function turnOf(events: readonly ChatEvent[]) {
  const turn = new Turn();
  const passed = [];
  for await (const event of turn.of(
    (async function* () {
      yield* events;
    })(),
  ))
    passed.push(event);
  return { turn, passed };
}

const signed = (data: string): ChatEvent => ({ type: 'continuation', provider: 'p', data });
const anEvent = fc.oneof(
  fc.string({ minLength: 1 }).map(text),
  fc.string().map(signed),
  fc.string().map((id) => toolCall('it', {}, id)),
);

test('a turn is the same however its text is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anEvent), async (events) => {
      const cut = events.flatMap((event) => (event.type === 'text-delta' ? [...event.text].map(text) : [event]));
      const whole = await turnOf(events);
      expect(whole.passed).toEqual(events);
      expect((await turnOf(cut)).turn.parts).toEqual(whole.turn.parts);
    }),
  );
});

const answerOf = (events: readonly ChatEvent[], changes: Partial<Answer> = {}): Answer => {
  const fold = new Fold();
  for (const event of events) fold.add(event);
  return { ...fold.answer, ...changes };
};

test('what was shown stands in the order of what was said', async () => {
  const events = [signed('1'), text('raw'), signed('2'), toolCall('it', 1, 'a'), text('more'), toolCall('it', 2, 'b')];
  const { turn } = await turnOf(events);
  const shown = answerOf(events, {
    text: 'shown',
    toolCalls: [
      { id: 'a', name: 'it', input: 'x' },
      { id: 'b', name: 'it', input: 'y' },
    ],
  });
  expect(partsOf(shown, turn.parts)).toEqual([
    signed('1'),
    { type: 'text', text: 'shown' },
    signed('2'),
    toolCall('it', 'x', 'a'),
    toolCall('it', 'y', 'b'),
  ]);
});

test('without a turn, what a provider wants back goes first', () => {
  expect(partsOf(answerOf([text('Hi'), signed('1')]))).toEqual([signed('1'), { type: 'text', text: 'Hi' }]);
  expect(partsOf(answerOf([]))).toEqual([]);
});
