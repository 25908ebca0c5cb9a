import { parseJson, unfenced } from '../../lib/json.ts';
import type { PlaceholderTable, Restorer } from '../../lib/placeholders.ts';
import { StreamScreen } from '../../lib/screening/stream.ts';
import type { ChatEvent } from '../../types/event.ts';
import type { AnswerPolicy } from './answer.ts';
import { ANSWER, type Findings } from './findings.ts';
import { screenValue } from './value.ts';

type TextPolicy = Pick<AnswerPolicy, 'safeguards' | 'onGuardError'> & {
  /** What comes back in the text; undefined: nothing does. */
  readonly placeholders?: PlaceholderTable | undefined;
};

type TextEvent = Extract<ChatEvent, { type: 'text-delta' | 'reasoning-delta' }>;

/** Text or reasoning: one stream each. */
export class PlainText {
  readonly #type: TextEvent['type'];
  readonly #screen: StreamScreen;
  readonly #restorer: Restorer | undefined;

  constructor(path: string, type: TextEvent['type'], policy: TextPolicy, findings: Findings) {
    const { safeguards, onGuardError, placeholders } = policy;
    this.#type = type;
    const onError = findings.onError(onGuardError, 'output', { path });
    this.#screen = new StreamScreen(safeguards, ANSWER, onError, findings.at({ path }));
    this.#restorer = placeholders && placeholders.size > 0 ? placeholders.restorer() : undefined;
  }

  write(piece: string): ChatEvent | undefined {
    const text = this.#screen.write(piece);
    return this.#event(this.#restorer ? this.#restorer.write(text) : text);
  }

  async end(): Promise<ChatEvent | undefined> {
    const text = await this.#screen.end();
    return this.#event(this.#restorer ? this.#restorer.write(text) + this.#restorer.end() : text);
  }

  #event(text: string): ChatEvent | undefined {
    return text === '' ? undefined : { type: this.#type, text };
  }
}

/** The text of a JSON value: its strings are screened as they are meant, not as JSON spells them. */
export class JsonText {
  readonly #policy: AnswerPolicy;
  readonly #findings: Findings;
  #text = '';

  constructor(policy: AnswerPolicy, findings: Findings) {
    this.#policy = policy;
    this.#findings = findings;
  }

  write(piece: string): undefined {
    this.#text += piece;
  }

  async end(): Promise<ChatEvent | undefined> {
    const value = parseJson(unfenced(this.#text));
    if (value !== undefined) {
      const screened = await screenValue(value, 'object', this.#policy.safeguards, this.#policy, this.#findings);
      return { type: 'text-delta', text: JSON.stringify(screened) };
    }
    const { safeguards, onGuardError } = this.#policy;
    const plain = new PlainText('text', 'text-delta', { safeguards, onGuardError }, this.#findings);
    const begun = plain.write(this.#text);
    const rest = await plain.end();
    const texts = [begun, rest].flatMap((event) => (event && 'text' in event ? [event.text] : []));
    return { type: 'text-delta', text: texts.join('') };
  }
}
