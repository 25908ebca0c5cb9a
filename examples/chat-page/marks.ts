import type { Finding } from 'secure-llm';
import { element } from './markdown.ts';

/** Values that were taken out of what was written, and what they are called. They never leave the memory of the page. */
export class Hidden {
  readonly #names = new Map<string, string>();

  add(value: string, name: string): void {
    if (value.trim().length > 2) this.#names.set(value, name);
  }

  clear(): void {
    this.#names.clear();
  }

  /** A text with a chip in the place of each value. */
  readonly text = (text: string): Iterable<Node | string> => {
    const values = [...this.#names.keys()].sort((one, other) => other.length - one.length);
    if (values.length === 0) return [text];
    const pattern = new RegExp(`(${values.map(escaped).join('|')})`, 'g');
    return text.split(pattern).map((piece) => {
      const name = this.#names.get(piece);
      return name === undefined ? piece : chip(name, piece);
    });
  };
}

const escaped = (value: string): string => value.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A value that is hidden until somebody asks for it. */
function chip(name: string, value: string): HTMLButtonElement {
  const made = element('button', name);
  made.type = 'button';
  made.className = 'chip';
  made.title = 'The model did not see this. Press to show or hide it.';
  made.setAttribute('aria-pressed', 'false');
  made.setAttribute('aria-label', `${name}, hidden. Show it`);
  made.addEventListener('click', () => {
    const shows = made.getAttribute('aria-pressed') !== 'true';
    made.setAttribute('aria-pressed', String(shows));
    made.setAttribute('aria-label', shows ? `${name}: ${value}. Hide it` : `${name}, hidden. Show it`);
    made.textContent = shows ? value : name;
  });
  return made;
}

/** A text as somebody wrote it, with chips where something was taken out, and marks where something was noticed. */
export function marked(text: string, findings: readonly Finding[], hidden: Hidden): readonly (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const finding of findings.toSorted((one, other) => one.start - other.start)) {
    if (finding.start < end || finding.end > text.length || finding.action === 'allow') continue;
    const value = text.slice(finding.start, finding.end);
    nodes.push(text.slice(end, finding.start));
    end = finding.end;
    if (finding.action !== 'redact') nodes.push(mark(value, finding));
    else if (finding.guard !== 'unicode') {
      hidden.add(value, nameOf(finding));
      nodes.push(chip(nameOf(finding), value));
    }
  }
  return [...nodes, text.slice(end)];
}

function mark(value: string, finding: Finding): HTMLElement {
  const made = element('mark', value);
  made.title = nameOf(finding);
  return made;
}

/** What was found, in a word or two. */
function nameOf({ entity, rule, guard }: Finding): string {
  if (guard === 'injection') return 'instructions to the model';
  return (entity ?? rule.slice(rule.indexOf('/') + 1)).toLowerCase().replaceAll(/[_-]/g, ' ');
}

/** How many of what: `2 email addresses` would need a grammar, `email address ×2` does not. */
export function counted(findings: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(nameOf(finding), (counts.get(nameOf(finding)) ?? 0) + 1);
  return Array.from(counts, ([name, count]) => (count > 1 ? `${name} ×${count}` : name)).join(', ');
}
