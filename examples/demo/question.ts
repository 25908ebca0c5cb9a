import type { TextFile } from '../../src/cli/read-texts.ts';

const OWN = 'When is a call tried again, and how long does a retry wait?';

const COMMON = new Set(
  'about after again because before being could every first found other should since still their there these thing things think those through under until where which while without would'.split(
    ' ',
  ),
);

/** A question that the texts can answer: on our own documentation a fixed one, else about their most frequent word. */
export function questionAbout(texts: readonly TextFile[], isOwn: boolean): string {
  if (isOwn) return OWN;
  const counts = new Map<string, number>();
  for (const { text } of texts)
    for (const [word] of text
      .slice(0, 100_000)
      .toLowerCase()
      .matchAll(/\p{L}{5,30}/gu))
      if (!COMMON.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [best] = [...counts].sort(([, one], [, other]) => other - one);
  return best ? `What is said about ${best[0]}?` : 'What is said here?';
}
