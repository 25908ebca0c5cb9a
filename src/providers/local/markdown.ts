/** A run of prose: a paragraph, a list item or one turn of a conversation, free of markup. */
export interface Block {
  readonly kind: 'prose' | 'item' | 'heading' | 'turn';
  readonly text: string;
}

const FENCE = /^ {0,3}(?:`{3}|~{3})/;
const HEADING = /^ {0,3}#{1,6}\s+(\S.*)$/;
const ITEM = /^\s*(?:[-*+•‣▪]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(\S.*)$/;
const TURN = /^\s*(?:\p{Lu}|\p{Lo})[\p{L}\p{M}\p{N}.'’-]*(?: [\p{L}\p{N}(][\p{L}\p{M}\p{N}.'’)-]*){0,4} ?: +\S/u;
const RULE = /^\s*(?:[-=*_]\s*){3,}$/;
const DEFINITION = /^ {0,3}\[[^[\]]+\]:\s/;
const CODE_LINE = /^(?: {4}|\t).*[;{}=>)\]]\s*$|^\s*[$>] /;

/** Cuts a text, plain or markdown, into runs of prose. Code, tables, images, comments and link targets are left out. Linear. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { kind: Block['kind']; lines: string[] } | undefined;
  const close = () => {
    const joined = open === undefined ? '' : plain(open.lines.join(' '), open.kind);
    if (open !== undefined && /[\p{L}\p{N}]/u.test(joined)) blocks.push({ kind: open.kind, text: joined });
    open = undefined;
  };
  const start = (kind: Block['kind'], line: string) => {
    close();
    open = { kind, lines: [line] };
  };
  for (const line of proseLines(text)) {
    const heading = HEADING.exec(line)?.[1];
    const item = ITEM.exec(line)?.[1];
    if (line === '') close();
    else if (heading !== undefined) {
      start('heading', heading.replace(/#+$/, ''));
      close();
    } else if (item !== undefined) start('item', item);
    else if (TURN.test(line) && line.length > 12) start('turn', line);
    else if (open === undefined || breaks(open.lines.at(-1) ?? '', line)) start('prose', line);
    else open.lines.push(line);
  }
  close();
  return blocks;
}

/** Whether a line end parts two sentences: a short line before a capital is a title or a list, a long one is wrapped. */
const breaks = (before: string, line: string): boolean =>
  before.length < 45 && !/[,;]\s*$/.test(before) && !/^\s*\p{Ll}/u.test(line);

/** The lines that may be prose; '' where something between them was left out. */
function* proseLines(text: string): Generator<string> {
  let fence = '';
  let comment = false;
  for (const raw of text.split(/\r\n?|\n|\u2028|\u2029/)) {
    const line = raw.replace(/^\s{0,3}(?:>\s?){1,8}/, '');
    const mark = FENCE.exec(line)?.[0].trim() ?? '';
    if (fence !== '') {
      if (mark === fence) fence = '';
      yield '';
    } else if (mark !== '') {
      fence = mark;
      yield '';
    } else if (comment || line.includes('<!--')) {
      const end = line.lastIndexOf('-->');
      comment = end < line.lastIndexOf('<!--') || (comment && end < 0);
      yield '';
    } else if (RULE.test(line) || DEFINITION.test(line) || CODE_LINE.test(line) || /^\s*\|.*\|\s*$/.test(line))
      yield '';
    else yield line.trimEnd();
  }
}

function plain(text: string, kind: Block['kind']): string {
  const prose = text
    .replace(/!\[[^[\]]*\](?:\([^()]*\)|\[[^[\]]*\])?/g, ' ')
    .replace(/\[([^[\]]*)\](?:\([^()]*\)|\[[^[\]]*\])/g, '$1')
    .replace(/<\/?[a-zA-Z][^<>]*>/g, ' ')
    .replace(/\*\*|__|~~|`/g, '')
    .replace(/\\(?=[[\]()*_#+.!`-])/g, '')
    .replace(/(^|[\s("'])[*_](?=[\p{L}\p{N}])/gu, '$1')
    .replace(/([\p{L}\p{N}.!?)])[*_](?![\p{L}\p{N}])/gu, '$1');
  const said = kind === 'turn' || /\{[a-z]+\}/.test(prose) ? spoken(prose) : prose;
  return said
    .replace(/\s+/g, ' ')
    .replace(/ ([,.;:!?])(?=\s|$)/g, '$1')
    .trim();
}

/** A transcript's fillers, repeated words and stage notes dropped. */
function spoken(text: string): string {
  const words = text.replace(/\{[a-z]+\}|\[[a-z ]+\]/g, ' ').split(/\s+/);
  const kept = words.filter((word) => !/^(?:uh|um|erm|uhm|mm|mm-hmm|hmm)[,.]?$/i.test(word));
  return kept
    .filter((word, index) => word.toLowerCase() !== kept[index - 1]?.toLowerCase() || !/\p{L}/u.test(word))
    .join(' ');
}
