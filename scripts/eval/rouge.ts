/** The words that ROUGE compares: lower case, letters and digits, no stemming. */
const rougeWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** ROUGE-L F1 of whole texts (Lin 2004, beta 1): from the longest common subsequence of words. The best over references counts. */
export const rougeL = (summary: string, references: readonly string[]): number =>
  Math.max(0, ...references.map((reference) => f1(rougeWords(summary), rougeWords(reference))));

function f1(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const common = commonLength(a, b);
  return (2 * common) / (a.length + b.length);
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let previous = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const row = [0];
    b.forEach((other, at) => {
      row.push(word === other ? (previous[at] ?? 0) + 1 : Math.max(previous[at + 1] ?? 0, row[at] ?? 0));
    });
    previous = row;
  }
  return previous.at(-1) ?? 0;
}
