import { KIND_OF, KINDS } from '../../src/lib/token-units.ts';

const SCRIPT_OF: Readonly<Record<string, string>> = {
  capital: 'Latin',
  'latin-1': 'Latin',
  'latin-rare': 'Latin',
  'latin-vietnamese': 'Latin',
  greek: 'Greek',
  cyrillic: 'Cyrillic',
  'cyrillic-capital': 'Cyrillic',
  'cyrillic-rare': 'Cyrillic',
  armenian: 'Armenian',
  hebrew: 'Hebrew',
  arabic: 'Arabic',
  'arabic-rare': 'Arabic',
  'arabic-signs': 'Arabic',
  devanagari: 'Devanagari',
  bengali: 'Bengali',
  gurmukhi: 'Gurmukhi',
  gujarati: 'Gujarati',
  odia: 'Odia',
  tamil: 'Tamil',
  telugu: 'Telugu',
  kannada: 'Kannada',
  malayalam: 'Malayalam',
  sinhala: 'Sinhala',
  thai: 'Thai',
  lao: 'Lao',
  tibetan: 'Tibetan',
  myanmar: 'Myanmar',
  georgian: 'Georgian',
  ethiopic: 'Ethiopic',
  khmer: 'Khmer',
  hiragana: 'Japanese',
  katakana: 'Japanese',
  han: 'Han',
  'han-rare': 'Han',
  hangul: 'Hangul',
};

export const SIGNS = 'digits and signs';

/** The script of a kind of unit; `undefined` for digits, signs and white space. */
export const scriptOf = (kind: number): string | undefined => (kind < 26 ? 'Latin' : SCRIPT_OF[KINDS[kind] ?? '']);

/** The script of most letters; Japanese from a tenth of kana on; `digits and signs` where letters are under half. */
export function dominantScript(text: string): string {
  const counts = new Map<string, number>();
  let letters = 0;
  let signs = 0;
  for (let index = 0; index < text.length; index += 1) {
    const kind = KIND_OF[text.charCodeAt(index)] ?? 0;
    const script = scriptOf(kind);
    if (script !== undefined) {
      letters += 1;
      counts.set(script, (counts.get(script) ?? 0) + 1);
    } else if (!/^(space|line|tab)$/.test(KINDS[kind] ?? '')) signs += 1;
  }
  if (letters < signs) return SIGNS;
  if ((counts.get('Japanese') ?? 0) > letters / 10) return 'Japanese';
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? SIGNS;
}
