/** A word, emoji, emoticon or punctuation mark of a text, in the form the lexicon uses. */
export interface Token {
  readonly kind: 'word' | 'symbol' | 'mark';
  /** Lower case, apostrophes dropped; an emoticon by its mood, such as `:)` for `=-))`. */
  readonly key: string;
  /** Written in capitals, two letters or more. */
  readonly shouted: boolean;
}

const TOKEN =
  /https?:\/\/\S+|www\.\S+|@\w+|<\/?3+|[:;=]['’]?[-o^]?[)\]DPp([/\\|*]|\^_*\^|-_+-|\p{L}[\p{L}\p{M}\p{N}'’]*|\p{N}+|\p{Extended_Pictographic}|[.!?…\n。！？]|[,;:()—–，；、]/gu;
const EMOTICON = /^[:;=]['’]?[-o^]?([)\]DPp([/\\|*])$/u;
const MOODS: { readonly [mouth: string]: string } = { ')': ':)', ']': ':)', '*': ':)', D: ':d', P: ':p', p: ':p' };

/** Cuts a text into tokens; addresses and @names are left out. Linear in the length of the text. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [found] of text.matchAll(TOKEN)) {
    const token = read(found);
    if (token) tokens.push(token);
  }
  return tokens;
}

function read(found: string): Token | undefined {
  if (found.startsWith('@') || found.startsWith('http') || found.startsWith('www.')) return undefined;
  if (/^[\p{L}\p{N}]/u.test(found)) {
    const key = wordKey(found.toLowerCase());
    return { kind: 'word', key, shouted: key.length > 1 && found === found.toUpperCase() && /\p{Lu}/u.test(found) };
  }
  const [, mouth] = EMOTICON.exec(found) ?? [];
  if (mouth) return symbol(MOODS[mouth] ?? (mouth === '(' || mouth === '[' ? ':(' : ':/'));
  if (found.startsWith('</')) return symbol('</3');
  if (found.startsWith('<')) return symbol('<3');
  if (found.startsWith('^')) return symbol('^_^');
  if (found.startsWith('-')) return symbol('-_-');
  if (/\p{Extended_Pictographic}/u.test(found)) return symbol(found);
  return { kind: 'mark', key: found, shouted: false };
}

/** Apostrophes dropped from "don't"; "we'll" and "film's" cut before theirs, or they would read as "well" and "films". */
function wordKey(word: string): string {
  const [first = '', ...rest] = word.split(/['’]/);
  return rest.join('') === 't' ? `${first}t` : first;
}

const symbol = (key: string): Token => ({ kind: 'symbol', key, shouted: false });
