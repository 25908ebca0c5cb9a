import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { expect, test } from 'vitest';
import { GROUPS } from '../../src/guards/secrets/groups.ts';
import { madeUp } from '../../src/guards/secrets/rule.ts';
import { exampleOf } from '../../src/guards/secrets/tokens.ts';
import { SECRET_RULES, secrets } from '../../src/guards/secrets.ts';

interface Finding {
  readonly messageId: string;
  readonly range: readonly [number, number];
}

async function peer(content: string): Promise<readonly Finding[]> {
  const result = await lintSource({
    source: { content, filePath: '/a.txt', ext: '.txt', contentType: 'text' },
    options: { config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] } },
  });
  return result.messages.map(({ messageId, range }) => ({ messageId, range: [range[0], range[1]] }));
}

const key = (start: string, length: number) => start + madeUp(length);
const own: readonly string[] = [
  `sk-proj-${madeUp(74)}T3Blbk${'FJ'}${madeUp(74)}`,
  key('gsk_', 52),
  key('lin_api_', 40),
  key('shpat_', 32),
  key('figd_', 40),
  key('vcp_', 24),
  `ntn_12345678901${madeUp(35)}`,
  key('hvs.', 95),
  key('hvb.', 150),
  `tskey-auth-${madeUp(12)}-${madeUp(32)}`,
  `mongodb+srv://app:${madeUp(12)}@cluster.example.net/main`,
  `jdbc:mysql://app:${madeUp(12)}@db.example:3306/main`,
  `postgresql://app:${madeUp(12)}@db.example/main`,
  `https://${madeUp(40)}:x-oauth-basic@github.com/`,
  `//registry.example/:_authToken=${madeUp(36)}`,
  `AWS_SECRET_ACCESS_KEY="${madeUp(40)}"`,
  `https://app:${madeUp(9)}@www.example.com/`,
];
const forms = GROUPS.flatMap(({ forms }) =>
  forms.flatMap((form) => form.starts.map((start) => exampleOf({ ...form, starts: [start] }))),
);
const texts = [...SECRET_RULES.flatMap(({ examples }) => examples.map((make) => make())), ...forms, ...own];
const around: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `the key is ${text} today`,
  (text) => `KEY=${text}\nNEXT=1`,
  (text) => `{ "key": "${text}" }`,
  (text) => `curl -H 'X-Key: ${text}' https://example.com/`,
  (text) => `- ${text}\n- \`${text}\``,
];

test('finds what the recommended preset of secretlint finds', { timeout: 60_000 }, async () => {
  const missed: string[] = [];
  let count = 0;
  for (const text of texts)
    for (const put of around) {
      const whole = put(text);
      const ours = secrets.scan(whole);
      for (const { messageId, range } of await peer(whole)) {
        count++;
        if (!ours.some(({ start, end }) => start < range[1] && end > range[0])) missed.push(`${messageId}: ${whole}`);
      }
    }
  expect(missed).toEqual([]);
  expect(count).toBeGreaterThan(300);
});

test('leaves a stand-in, which the preset reports', async () => {
  const text = `xoxb-${'x'.repeat(12)}-${'x'.repeat(24)}`;
  expect(secrets.scan(text)).toEqual([]);
  expect(await peer(text)).not.toEqual([]);
});
