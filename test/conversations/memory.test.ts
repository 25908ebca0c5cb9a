import { expect, test } from 'vitest';
import * as z from 'zod';
import { NetworkError } from '../../src/errors.ts';
import { type ConversationOptions, SecureLLMClient, tool } from '../../src/index.ts';
import { PlaceholderTable } from '../../src/lib/placeholders.ts';
import { type Step, scripted } from '../../src/testing/scripted.ts';
import { toolCall } from '../../src/testing/steps.ts';
import { asked, conversing, lines, serverStore, vault } from '../support/conversations.ts';
import { manualClock } from '../support/manual-clock.ts';

const long = (word: string) => `${word} `.repeat(300).trim();

test('a table goes on from what was kept', () => {
  const table = new PlaceholderTable();
  table.placeholderFor('EMAIL_ADDRESS', 'a@example.com');
  table.placeholderFor('PERSON', 'Ada');
  const next = new PlaceholderTable(JSON.parse(JSON.stringify(table.kept)));
  expect(next.kept).toEqual(table.kept);
  expect(next.placeholderFor('EMAIL_ADDRESS', 'a@example.com')).toBe('[EMAIL_ADDRESS_1]');
  expect(next.placeholderFor('EMAIL_ADDRESS', 'b@example.com')).toBe('[EMAIL_ADDRESS_2]');
  expect(next.restore('To [PERSON_1]')).toBe('To Ada');
});

test('a placeholder means the same in every turn, in every process, whatever was dropped', async () => {
  const store = serverStore();
  const options = { store, vault, maxContextTokens: 700, compaction: 'drop' } as const;
  const talk = async (text: string, ...run: Step[]) => {
    const { conversation, provider } = conversing(options, run);
    return { result: await conversation.send(text), request: provider.requests[0] };
  };
  await talk('I am ada@example.com', 'Hello [EMAIL_ADDRESS_1], or eve@example.com?');
  const second = await talk(`Write to bob@example.com ${long('word')}`, 'Sent to [EMAIL_ADDRESS_3].');
  expect(asked(second.request)).toEqual([
    'user: I am [EMAIL_ADDRESS_1]',
    'assistant: Hello [EMAIL_ADDRESS_1], or [EMAIL_ADDRESS_2]?',
    expect.stringContaining('Write to [EMAIL_ADDRESS_3]'),
  ]);
  expect(second.result.text).toBe('Sent to bob@example.com.');
  const third = await talk(
    `bob@example.com again, and who is ada@example.com? ${long('more')}`,
    'You: [EMAIL_ADDRESS_1].',
  );
  expect(third.result.text).toBe('You: ada@example.com.');
  expect(asked(third.request)).toEqual([expect.stringMatching(/^user: \[EMAIL_ADDRESS_3\] .* \[EMAIL_ADDRESS_1\]/)]);
});

test('what a tool was asked with placeholders is asked with the same ones later', async () => {
  const send = tool({ input: z.object({ to: z.string() }), sideEffects: false, execute: () => 'Sent.' });
  const { conversation, provider } = conversing(
    {},
    [toolCall('send', { to: '[EMAIL_ADDRESS_1]' })],
    ['Done.'],
    ['Yes.'],
  );
  await conversation.send('Mail ada@example.com', { tools: { send } });
  expect(lines((await conversation.history()).messages)[1]).toBe('assistant: send({"to":"ada@example.com"})');
  await conversation.send('Done?', { tools: { send } });
  expect(asked(provider.requests[2]).slice(0, 2)).toEqual([
    'user: Mail [EMAIL_ADDRESS_1]',
    'assistant: send({"to":"[EMAIL_ADDRESS_1]"})',
  ]);
});

test('a look-alike that a user writes stays a text of the user, in every turn', async () => {
  const { conversation } = conversing({}, ['One.'], ['It says [EMAIL_ADDRESS_2].'], ['Still [EMAIL_ADDRESS_2].']);
  await conversation.send('I am ada@example.com');
  expect((await conversation.send('What is [EMAIL_ADDRESS_1]?')).text).toBe('It says [EMAIL_ADDRESS_1].');
  expect((await conversation.send('And now?')).text).toBe('Still [EMAIL_ADDRESS_1].');
});

test('what was answered to tools by hand stays with the turn that asked for it', async () => {
  const look = tool({ input: z.object({}) });
  const options = { maxContextTokens: 700, compaction: 'drop' } as const;
  const { conversation, provider } = conversing(options, [toolCall('look', {}, 'id1')], ['Seen.'], ['Yes.']);
  const { toolCalls } = await conversation.send(`${long('first')} ${long('and')} ${long('more')}`, { tools: { look } });
  expect(toolCalls).toHaveLength(1);
  const output = 'answer';
  await conversation.send([{ role: 'tool', content: [{ type: 'tool-result', id: 'id1', name: 'look', output }] }]);
  expect(asked(provider.requests[1]).map((line) => line.slice(0, 12))).toEqual([
    'user: first ',
    'assistant: l',
    'tool: => ans',
  ]);
  await conversation.send('next');
  expect(asked(provider.requests[2])).toEqual(['user: next']);
});

function summing(options: ConversationOptions, ...runs: readonly (readonly Step[])[]) {
  const provider = scripted(...runs);
  const client = new SecureLLMClient({ provider, clock: manualClock(), retry: { maxRetries: 0 }, fence: false });
  return { provider, client, conversation: client.conversation('c1', { maxContextTokens: 900, ...options }) };
}

test('the oldest turns are summed up in one call, which later turns go on from', async () => {
  const { conversation, provider } = summing(
    { tenant: 't1' },
    ['One.'],
    ['Two.'],
    ['They like tea.'],
    ['Three.'],
    ['Four.'],
  );
  await conversation.send(`I like tea ${long('leaf')}`);
  await conversation.send(long('cup'));
  expect((await conversation.send(long('pot'))).text).toBe('Three.');
  expect(provider.calls).toBe(4);
  const [, , summing_, third] = provider.requests;
  expect(asked(summing_).at(-1)).toContain('Sum up the conversation');
  expect(asked(third)).toEqual(['user: What was said so far?', 'assistant: They like tea.', `user: ${long('pot')}`]);
  const { messages } = await conversation.history();
  expect(lines(messages).slice(0, 2)).toEqual(['user: What was said so far?', 'assistant: They like tea.']);
  await conversation.send('Short');
  expect(provider.calls).toBe(5);
});

test('a summary is not summed up again where it is all that there is', async () => {
  const { conversation, provider } = summing(
    { maxContextTokens: 300 },
    ['One.'],
    ['Sum.'],
    [new NetworkError('reset')],
    ['Three.'],
  );
  await conversation.send(long('leaf'));
  await expect(conversation.send(long('cup'))).rejects.toBeInstanceOf(NetworkError);
  await conversation.send(long('pot'));
  expect(provider.calls).toBe(4);
  const { messages } = await conversation.history();
  expect(lines(messages)[1]).toBe('assistant: Sum.');
});

test('an empty summary takes the place of nothing', async () => {
  const { conversation, provider } = summing({ maxContextTokens: 300 }, ['One.'], [''], ['Two.']);
  await conversation.send(long('leaf'));
  await conversation.send(long('cup'));
  expect(asked(provider.requests[2])[0]).toContain('user: leaf');
});

test('tools are told as text to the model that sums up, and once a stranger was read that stays known', async () => {
  const reads = tool({ input: z.object({}), sideEffects: false, execute: () => `Rain. ${long('x')}` });
  const acts = tool({ input: z.object({}), execute: () => 'Acted.' });
  const tools = { reads, acts };
  for (const compaction of ['summarize', 'drop'] as const) {
    const { conversation, provider, client } = summing(
      { compaction },
      [toolCall('reads', {})],
      ['It rains.'],
      ...(compaction === 'summarize' ? [['It was about rain.']] : []),
      [toolCall('acts', {})],
      ['Done.'],
    );
    const outcomes: unknown[] = [];
    client.on('tool', ({ outcome }) => outcomes.push(outcome));
    await conversation.send('Weather?', { tools });
    await conversation.send(`Act ${long('y')} ${long('z')}`, { tools });
    expect(outcomes).toEqual(['ok', 'unapproved']);
    if (compaction === 'drop') continue;
    const told = provider.requests[2];
    expect(told?.tools).toBeUndefined();
    expect(asked(told).slice(1, 4)).toEqual([
      'user: Weather?',
      'assistant: (Asked the tool reads: {})',
      expect.stringMatching(/^user: .*Rain\. x/s),
    ]);
  }
});

test('a summary that cannot be made fails the turn and leaves all as it was', async () => {
  const { conversation } = summing(
    { maxContextTokens: 300 },
    ['One.'],
    [new NetworkError('down', { retryable: false })],
  );
  await conversation.send(long('leaf'));
  await expect(conversation.send(long('cup'))).rejects.toThrow('down');
  const { messages, pending, version } = await conversation.history();
  expect([messages.length, pending.length, version]).toEqual([2, 0, 2]);
});
