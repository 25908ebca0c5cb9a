/** Renders the plain text of an answer, such as words that are to be hidden. */
export type RenderText = (text: string) => Iterable<Node | string>;

export interface MarkdownOptions {
  /** Hosts that a link may lead to; any other is shown as its text. */
  readonly allowedHosts: readonly string[];
  readonly text: RenderText;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6}) +(.*?)(?: +#+)? *$/;
const ITEM = /^ {0,3}(?:[-*+]|(\d{1,9})[.)]) +(.*)$/;
const QUOTE = /^ {0,3}> ?(.*)$/;

/** The part of Markdown that models write, as nodes: nothing of an answer is ever parsed as HTML. */
export function markdown(source: string, options: MarkdownOptions): readonly Node[] {
  const lines = source.split('\n');
  const blocks: Node[] = [];
  let at = 0;
  const take = (matches: (line: string) => boolean): string[] => {
    const start = at;
    while (at < lines.length && matches(lines[at] ?? '')) at++;
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const [, fence] = FENCE.exec(line) ?? [];
    const heading = HEADING.exec(line);
    if (line.trim() === '') at++;
    else if (fence) {
      at++;
      blocks.push(
        element('pre', element('code', ...options.text(take((each) => !each.trim().startsWith(fence)).join('\n')))),
      );
      at++;
    } else if (heading) {
      at++;
      const level = Math.min(6, 3 + (heading[1]?.length ?? 1)) as 4 | 5 | 6;
      blocks.push(element(`h${level}`, ...inline(heading[2] ?? '', options)));
    } else if (QUOTE.test(line)) {
      const inner = take((each) => QUOTE.test(each)).map((each) => QUOTE.exec(each)?.[1] ?? '');
      blocks.push(element('blockquote', ...inline(inner.join('\n'), options)));
    } else if (ITEM.test(line))
      blocks.push(
        list(
          take((each) => ITEM.test(each) || /^ {2,}\S/.test(each)),
          options,
        ),
      );
    else blocks.push(element('p', ...inline(take(isProse).join('\n'), options)));
  }
  return blocks;
}

const isProse = (line: string): boolean =>
  line.trim() !== '' && ![FENCE, HEADING, ITEM, QUOTE].some((pattern) => pattern.test(line));

function list(lines: readonly string[], options: MarkdownOptions): Node {
  const items: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item) items.push(item[2] ?? '');
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  const first = ITEM.exec(lines[0] ?? '')?.[1];
  const made = element(
    first === undefined ? 'ul' : 'ol',
    ...items.map((item) => element('li', ...inline(item, options))),
  );
  if (made instanceof HTMLOListElement) made.start = Number(first);
  return made;
}

const INLINE =
  /(`+)([^`]+)\1|\*\*([^*\n]+)\*\*|(?<![\w*])[*_]([^*_\s](?:[^*_\n]*[^*_\s])?)[*_](?!\w)|\[([^[\]\n]+)\]\((\S+?)\)/g;

function inline(text: string, options: MarkdownOptions): readonly (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, , code, strong, emphasis, label, address] = match;
    nodes.push(...options.text(text.slice(end, match.index)));
    end = match.index + whole.length;
    if (code !== undefined) nodes.push(element('code', ...options.text(code)));
    else if (strong !== undefined) nodes.push(element('strong', ...options.text(strong)));
    else if (emphasis !== undefined) nodes.push(element('em', ...options.text(emphasis)));
    else nodes.push(...link(label ?? '', address ?? '', options));
  }
  return [...nodes, ...options.text(text.slice(end))];
}

function link(label: string, address: string, { allowedHosts, text }: MarkdownOptions): readonly (Node | string)[] {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || !allowedHosts.includes(url.host)) return [...text(label)];
  const made = element('a', ...text(label));
  made.href = url.href;
  made.rel = 'noopener noreferrer nofollow';
  made.target = '_blank';
  return [made];
}

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}
