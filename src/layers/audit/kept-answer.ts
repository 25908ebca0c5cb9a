import { Fold } from '../../lib/fold.ts';
import type { AuditAnswer } from '../../types/audit.ts';
import type { ChatEvent } from '../../types/event.ts';

/** About what a line of an audit log has room for, in UTF-16 units. */
const MAX_CHARS = 2 ** 18;

/** An answer as it passes, in bounded memory. */
export class KeptAnswer {
  readonly #fold = new Fold();
  #left = MAX_CHARS;
  /** UTF-16 units of text that had no room. */
  cut = 0;

  see(event: ChatEvent): void {
    if (event.type === 'tool-call') this.#fold.add(event);
    if (event.type !== 'text-delta' && event.type !== 'reasoning-delta') return;
    const text = event.text.slice(0, this.#left);
    this.#left -= text.length;
    this.cut += event.text.length - text.length;
    if (text) this.#fold.add({ ...event, text });
  }

  get answer(): AuditAnswer {
    const { text, reasoning, toolCalls } = this.#fold.answer;
    return { text, ...(reasoning && { reasoning }), ...(toolCalls.length > 0 && { toolCalls }) };
  }
}
