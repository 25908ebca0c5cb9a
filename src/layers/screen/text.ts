import { parseJson, unfenced } from '../../lib/json.ts';
import { StreamScreen } from '../../lib/screening/stream.ts';
import type { ChatEvent } from '../../types/event.ts';
import { ANSWER, type Findings } from './findings.ts';
import { restorerOf, screenValue, type TextPolicy } from './value.ts';

export type TextKind = 'plain' | 'json';
type TextEvent = Extract<ChatEvent, { type: 'text-delta' | 'reasoning-delta' }>;

/** The text and the reasoning of one answer. `json`: the text is one JSON value, whose strings are what is screened. */
export class AnswerTexts {
  readonly #policy: TextPolicy;
  readonly #findings: Findings;
  readonly #text: PlainText | JsonText;
  #reasoning: PlainText | undefined; // most answers have none

  constructor(kind: TextKind, policy: TextPolicy, findings: Findings) {
    this.#policy = policy;
    this.#findings = findings;
    this.#text =
      kind === 'json' ? new JsonText(policy, findings) : new PlainText('text', 'text-delta', policy, findings);
  }

  /** What of a piece may be shown now. */
  write({ type, text }: TextEvent): ChatEvent | undefined {
    if (type === 'text-delta') return this.#text.write(text);
    this.#reasoning ??= new PlainText('reasoning', 'reasoning-delta', this.#policy, this.#findings);
    return this.#reasoning.write(text);
  }

  /** What was held back. */
  async end(): Promise<readonly ChatEvent[]> {
    const rest = [await this.#reasoning?.end(), await this.#text.end()];
    return rest.filter((event) => event !== undefined);
  }
}

/** Text or reasoning: one stream each. */
class PlainText {
  readonly #type: TextEvent['type'];
  readonly #screen: StreamScreen;

  constructor(path: string, type: TextEvent['type'], policy: TextPolicy, findings: Findings) {
    const { safeguards, onGuardError, placeholders } = policy;
    this.#type = type;
    const onError = findings.onError(onGuardError, 'output', { path });
    this.#screen = new StreamScreen(safeguards, ANSWER, onError, findings.at({ path }), restorerOf(placeholders));
  }

  write(piece: string): ChatEvent | undefined {
    return this.#event(this.#screen.write(piece));
  }

  async end(): Promise<ChatEvent | undefined> {
    return this.#event(await this.#screen.end());
  }

  #event(text: string): ChatEvent | undefined {
    return text === '' ? undefined : { type: this.#type, text };
  }
}

/** The text of a JSON value: its strings are screened as they are meant, not as JSON spells them. */
class JsonText {
  readonly #policy: TextPolicy;
  readonly #findings: Findings;
  #text = '';

  constructor(policy: TextPolicy, findings: Findings) {
    this.#policy = policy;
    this.#findings = findings;
  }

  write(piece: string): undefined {
    this.#text += piece;
  }

  async end(): Promise<ChatEvent | undefined> {
    const value = parseJson(unfenced(this.#text));
    if (value !== undefined) {
      const screened = await screenValue(value, 'object', this.#policy, this.#findings);
      return { type: 'text-delta', text: screened === value ? this.#text : JSON.stringify(screened) };
    }
    const plain = new PlainText('text', 'text-delta', { ...this.#policy, placeholders: undefined }, this.#findings);
    const texts = [plain.write(this.#text), await plain.end()];
    return { type: 'text-delta', text: texts.map((event) => (event && 'text' in event ? event.text : '')).join('') };
  }
}
