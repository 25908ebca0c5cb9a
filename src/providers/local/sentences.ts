const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `mr mrs ms dr prof st jr sr vs etc e.g i.e cf al fig figs eq no nos vol pp ed eds inc ltd co corp approx dept est jan feb mar apr jun
jul aug sep sept oct nov dec gen col lt sgt rev hon gov sen rep mt ca resp sec ch op cit bzw z.b usw u.a ca nr`.split(
    /\s+/,
  ),
);
const ENDS = '.!?…';
const WIDE_ENDS = '。！？｡';
const CLOSERS = '"\'”’»)]』」）*_';

/**
 * Cuts prose into sentences: not after abbreviations, initials, list numbers or inside numbers; closing quotes and brackets
 * stay with their sentence. One pass over the text.
 */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    const wide = WIDE_ENDS.includes(character);
    if (!wide && !ENDS.includes(character)) continue;
    let end = at + 1;
    while (end < text.length && (ENDS + WIDE_ENDS).includes(text[end] ?? '')) end++;
    const single = character === '.' && end === at + 1;
    while (end < text.length && CLOSERS.includes(text[end] ?? '')) end++;
    if (wide || (isSpace(text[end]) && opens(text, end) && !(single && isShortForm(text, start, at)))) {
      sentences.push(text.slice(start, end).trim());
      start = end;
    }
    at = end - 1;
  }
  sentences.push(text.slice(start).trim());
  return sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character);

/** Whether what follows can open a sentence: anything but a small letter. */
function opens(text: string, end: number): boolean {
  const next = text.slice(end, end + 4).trimStart();
  return !/^[\p{Ll},;]/u.test(next);
}

/** Whether the full stop at `at` belongs to an abbreviation, an initial or a number that opens a list. */
function isShortForm(text: string, start: number, at: number): boolean {
  const before = text.slice(Math.max(start, at - 12), at);
  const word = /[^\s("'“‘[]*$/.exec(before)?.[0] ?? '';
  if (/^\p{Lu}$/u.test(word) && word !== 'I') return true;
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word) || ABBREVIATIONS.has(word.toLowerCase())) return true;
  return /^\d{1,3}$/.test(word) && at - word.length === start;
}
