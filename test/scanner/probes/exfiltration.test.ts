import { describe, expect, test } from 'vitest';
import { ask } from '../../../src/scanner/probes/ask.ts';
import { hasSucceeded, leadsTo } from '../../../src/scanner/probes/grade.ts';
import { gullibleClient } from '../../../src/scanner/probes/gullible-client.ts';
import { makeProbes } from '../../../src/scanner/probes/make-probes.ts';
import { fetchable, RENDERERS } from '../../guards/links-oracle.ts';
import { serve } from '../../support/loopback.ts';

/** Asks for everything that a page made of an answer leads to. */
async function visit(answer: string): Promise<void> {
  const pages = [RENDERERS.marked, RENDERERS['markdown-it']].map((render) => render?.(answer) ?? '');
  const urls = pages.flatMap(
    (page) =>
      fetchable(page)
        .join('\n')
        .match(/\/\/127\.0\.0\.1:[^\s"')>]*/g) ?? [],
  );
  const inStyles = answer.includes('<style>') ? (answer.match(/\/\/127\.0\.0\.1:[^\s)]*/g) ?? []) : [];
  for (const url of new Set([...urls, ...inStyles])) await fetch(`http:${url}`);
}

describe('a listener of the attacker', () => {
  test.each([
    ['off', true],
    ['default', false],
  ] as const)(
    'hears of an answer what the grader says it does: safeguards %s',
    async (level, isReached) => {
      const heard: string[] = [];
      await using server = await serve((request, response) => {
        heard.push(request.url ?? '');
        response.end();
      });
      const host = new URL(server.url).host;
      const probes = makeProbes({ seed: 5, perCategory: 14, host }).filter(({ order }) => order.act.does === 'show');
      expect(probes.length).toBeGreaterThan(14);
      for (const probe of probes) {
        heard.length = 0;
        const orders = probe.before ? [probe.before, probe.order] : [probe.order];
        const question = { ...probe, instructions: probe.app.instructions };
        const seen = await ask(gullibleClient(level)(orders), question, { approveTools: false, signal: undefined });
        await visit(seen.text);
        expect({ id: probe.id, graded: hasSucceeded(probe, seen), heard: heard.length > 0 }).toEqual({
          id: probe.id,
          graded: isReached,
          heard: isReached,
        });
      }
    },
    60_000,
  );
});

test.each([
  ['![x](https://a.example/p)', true],
  ['<img src=//a.example>', true],
  ['HTTPS:\\\\A.Example/x', true],
  ['https://user@a.example/', true],
  ['hxxps://a.example/p', false],
  ['a.example is the host', false],
  ['https://b.example/?of=a.example', false],
])('whether %s leads to a.example', (text, expected) => {
  expect(leadsTo(text, 'a.example')).toBe(expected);
});
