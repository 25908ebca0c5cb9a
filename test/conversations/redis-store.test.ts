import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import type { ConversationStore } from '../../src/types/store.ts';
import { conversing, lines, talking, vault } from '../support/conversations.ts';
import { blocksOf } from '../support/docs/blocks.ts';
import { hasRedis, redisServer } from '../support/redis.ts';

/** The store of the documentation, as it is written there. */
async function documented(): Promise<(redis: Redis) => ConversationStore> {
  const { text = '' } = blocksOf('docs/conversations.md').find(({ text }) => text.includes('redisStore')) ?? {};
  const folder = await mkdtemp(join(tmpdir(), 'documented-'));
  const file = join(folder, 'store.ts');
  await writeFile(file, text);
  try {
    return (await import(/* @vite-ignore */ file)).redisStore;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.skipIf(!hasRedis)(
  'the documented store over Redis compares, lists and expires',
  async () => {
    await using server = await redisServer();
    const [one, two] = [new Redis(server.url), new Redis(server.url)];
    try {
      const redisStore = await documented();
      const other = conversing({ store: redisStore(two), vault, tenant: 't1', ttlMs: 90_000 }, ['Theirs.']);
      let isFirst = true;
      const { client } = talking(
        {
          layers: [
            async function* (call, next) {
              if (isFirst) await other.conversation.send('From elsewhere');
              isFirst = false;
              yield* next(call);
            },
          ],
        },
        ['Ours.'],
      );
      const options = { store: redisStore(one), vault, tenant: 't1', ttlMs: 90_000 };
      const conversation = client.conversation('c1', options);
      await expect(conversation.send('From here')).rejects.toMatchObject({ code: 'ERR_CONVERSATION_CONFLICT' });
      await conversation.send('Again');
      expect(lines((await conversation.history()).messages)).toEqual([
        'user: From here',
        'user: From elsewhere',
        'assistant: Theirs.',
        'user: Again',
        'assistant: Ours.',
      ]);
      const [key = ''] = await one.keys('*');
      expect(await one.ttl(key)).toBeGreaterThan(80);
      await conversation.branch('c2');
      await client.conversation('c1', { ...options, tenant: 't2' }).send('Hi');
      expect(await client.purgeConversations({ store: options.store, vault, tenant: 't1' })).toBe(2);
      expect(await one.keys('*')).toHaveLength(1);
      await conversation.delete();
    } finally {
      one.disconnect();
      two.disconnect();
    }
  },
  30_000,
);
