import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileStore, vault } from '../../src/node/vault.ts';
import { lines, talking } from '../support/conversations.ts';
import { testRing } from '../support/test-ring.ts';

const KILLS = Number(process.env.SECURE_LLM_KILLS ?? 30);
const WRITER = fileURLToPath(new URL('conversation-writer.ts', import.meta.url));

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'killed-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** Runs a writer, and kills it at a moment after its first answer. Answers with the last turn that it told. */
async function killed(next: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, directory, `${next}`]);
  let out = '';
  let err = '';
  child.stdout.on('data', (bytes) => {
    out += bytes;
  });
  child.stderr.on('data', (bytes) => {
    err += bytes;
  });
  const exit = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), exit]);
  await new Promise((resolve) => setTimeout(resolve, randomInt(25)));
  child.kill('SIGKILL');
  await exit;
  expect(err).toBe('');
  return Number(out.trimEnd().split('\n').at(-1));
}

test(
  `a process that is killed ${KILLS} times at any moment loses no turn that was answered`,
  async () => {
    const options = { store: fileStore(directory), vault: vault({ keyRing: testRing() }), compaction: 'drop' } as const;
    const { client } = talking({}, ['Answer to it.']);
    const conversation = client.conversation('killed', options);
    let next = 0;
    let unanswered = 0;
    for (let round = 0; round < KILLS; round++) {
      const told = await killed(next);
      const { turns, pending } = await conversation.history();
      const seen = turns.map(lines);
      const kept = seen.map(([question = '']) => Number(question.split(' ').at(-1)));
      const [first = 0] = kept;
      const last = kept.at(-1) ?? -1;
      for (const [index, turn] of seen.entries())
        expect(turn).toEqual([`user: Question ${first + index}`, 'assistant: Answer to it.']);
      expect([told, told + 1]).toContain(last); // it may have been written and not yet told
      expect([[], [`user: Question ${last + 1}`]]).toContainEqual(lines(pending));
      next = last + 1;
      if (pending.length === 0) continue;
      unanswered++;
      next++;
      if (round % 2 === 0) await conversation.send(); // else the next process does
    }
    expect(next).toBeGreaterThan(KILLS);
    expect(unanswered).toBeGreaterThan(0);
  },
  KILLS * 8_000,
);
