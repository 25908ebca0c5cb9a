import type { Finding } from 'secure-llm';
import type { Failure } from './failure.ts';
import { element, markdown } from './markdown.ts';
import { counted, type Hidden, marked } from './marks.ts';

/** One message in the log. */
class Turn {
  readonly node: HTMLElement;
  protected readonly said = element('div');

  constructor(who: string, kind: string) {
    this.said.className = 'said';
    this.node = element('article', element('h3', who), this.said);
    this.node.className = `turn ${kind}`;
  }

  protected note(text: string): void {
    if (text === '') return;
    const note = element('p', text);
    note.className = 'note';
    this.node.append(note);
  }
}

/** What the person at the page wrote. */
export class Mine extends Turn {
  readonly text: string;

  constructor(text: string) {
    super('You', 'mine');
    this.text = text;
    this.said.append(text);
  }

  /** Shows what the gateway noticed about it. */
  found(findings: readonly Finding[], hidden: Hidden): void {
    this.said.replaceChildren(...marked(this.text, findings, hidden));
    for (const old of this.node.querySelectorAll('.note')) old.remove();
    const redacted = findings.filter(({ action }) => action === 'redact');
    if (redacted.length > 0) this.note(`Not shown to the model: ${counted(redacted)}`);
  }
}

/** An answer on its way, whole, cut off or refused. */
export class Answer extends Turn {
  readonly #hidden: Hidden;
  readonly #allowedHosts: readonly string[];
  text = '';

  constructor(hidden: Hidden, allowedHosts: readonly string[]) {
    super('Answer', 'answer');
    this.#hidden = hidden;
    this.#allowedHosts = allowedHosts;
    this.node.setAttribute('aria-busy', 'true');
    const waiting = element('span', element('i'), element('i'), element('i'));
    waiting.className = 'waiting';
    waiting.ariaHidden = 'true';
    this.said.append(waiting);
  }

  render(): void {
    this.said.replaceChildren(...markdown(this.text, { allowedHosts: this.#allowedHosts, text: this.#hidden.text }));
  }

  /** It is complete, or was stopped. */
  end(findings: readonly Finding[], wasStopped: boolean): void {
    this.render();
    this.node.removeAttribute('aria-busy');
    const changed = findings.filter(({ stage, action }) => stage === 'output' && action === 'redact');
    if (changed.length > 0) this.note(`Made harmless in this answer: ${counted(changed)}`);
    if (wasStopped) this.note(this.text === '' ? 'You stopped it before it began.' : 'You stopped this answer.');
  }

  /** It failed. Buttons say what may be done about it. */
  fail({ title, help, isMild }: Failure, actions: readonly (readonly [label: string, act: () => void])[]): void {
    this.render();
    this.node.removeAttribute('aria-busy');
    const buttons = actions.map(([label, act]) => {
      const button = element('button', label);
      button.type = 'button';
      button.addEventListener('click', act);
      return button;
    });
    const row = element('div', ...buttons);
    row.className = 'actions';
    const card = element('div', element('p', element('strong', title)), element('p', help), row);
    card.className = isMild ? 'card mild' : 'card';
    this.node.append(card);
  }
}
