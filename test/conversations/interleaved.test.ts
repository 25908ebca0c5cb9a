import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConversationStore } from '../../src/types/store.ts';
import { conversing, lines, talking, vault } from '../support/conversations.ts';

type Schedule = <T>(work: () => T) => Promise<T>;

/** What one process sees of a store that compares: its methods end when the schedule lets them. */
const seenBy = (items: Map<string, string>, schedule: Schedule): ConversationStore => ({
  getItem: (key) => schedule(() => items.get(key)),
  setItem: () => expect.unreachable(),
  removeItem: (key) => schedule(() => items.delete(key)),
  compareAndSet: (key, before, after) =>
    schedule(() => {
      if (items.get(key) !== before) return false;
      items.set(key, after);
      return true;
    }),
});

const counts = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }));

test('whatever two processes do in turn, no answered turn is lost or kept twice', async () => {
  await conversing({}, ['Loaded.']).conversation.send('Load the code');
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), counts, fc.boolean(), async (scheduler, [ours, theirs], takesBack) => {
      const items = new Map<string, string>();
      const schedule: Schedule = async (work) => scheduler.schedule(Promise.resolve(), 'store').then(work);
      const answered: string[] = [];
      const work = [ours, theirs].flatMap((count, process) => {
        const { client } = talking({}, ['Answer.']);
        const store = seenBy(items, schedule);
        const conversation = client.conversation('c1', { store, vault });
        const asks = Array.from({ length: count }, async (_, n) => {
          const question = `Question ${n} of ${process}`;
          const result = await conversation.send(question).catch(({ code }) => {
            expect(code).toBe('ERR_CONVERSATION_CONFLICT');
          });
          if (result) answered.push(question);
        });
        const back = conversation.takeBack().catch(({ code }) => {
          expect(code).toBe('ERR_CONVERSATION_CONFLICT');
        });
        return takesBack ? [...asks, back] : asks;
      });
      await scheduler.waitFor(Promise.all(work));
      const store = seenBy(items, async (work) => work());
      const { messages } = await conversing({ store, vault }).conversation.history();
      const kept = lines(messages);
      for (const question of answered) expect(kept.filter((line) => line === `user: ${question}`)).toHaveLength(1);
      expect(kept.filter((line) => line === 'assistant: Answer.')).toHaveLength(answered.length);
    }),
    { numRuns: 60 },
  );
}, 60_000);
