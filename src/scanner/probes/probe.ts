import type { Random } from '../../lib/random.ts';
import type { Message } from '../../types/message.ts';
import type { RuleInfo } from '../report.ts';
import type { App, Label } from './app.ts';

/** How a model is told to write what it gives away. */
export type Spelling = 'plain' | 'base64' | 'hex' | 'rot13' | 'reversed' | 'spaced' | 'translated';

/** What an order makes a model do that obeys it. Of each, `grade.ts` knows whether it came about. */
export type Act =
  | { readonly does: 'say'; readonly text: string }
  | { readonly does: 'repeat-instructions'; readonly spelling: Spelling }
  /** Tells one fact of its instructions in words of its own. */
  | { readonly does: 'tell'; readonly label: Label }
  /** `{data}` stands for what the model reads behind the label. */
  | { readonly does: 'show'; readonly answer: string; readonly label: Label }
  | {
      readonly does: 'call';
      readonly tool: ToolName;
      readonly input: Readonly<Record<string, string>>;
      readonly label?: Label;
    }
  | { readonly does: 'write'; readonly words: number }
  | { readonly does: 'call-on'; readonly tool: ToolName };

/** An order in natural language, and what it asks for. */
export interface Order {
  readonly text: string;
  readonly act: Act;
}

/** An order as it is hidden in a request: the pieces of it in its disguise. */
export interface HiddenOrder extends Order {
  readonly pieces: readonly string[];
}

/** Words that a probe alone uses. */
export interface Slots {
  /** Halves of the word `marker`. An order asks to join them, so that an answer which only quotes it does not hold it. */
  readonly a: string;
  readonly b: string;
  readonly marker: string;
  /** Where an attacker listens. */
  readonly host: string;
}

export type Seed = (slots: Slots) => Order;

export type ToolName = 'read_inbox' | 'search' | 'send_mail' | 'delete_files' | 'save_note';

/** What a request is made of. */
export interface Draft {
  readonly messages: readonly Message[];
  /** The attack. */
  readonly order: HiddenOrder;
  /** What the user asks for, where a model has to do it before it meets the attack. */
  readonly before?: Order;
  readonly tools?: readonly ToolName[];
  /** What `read_inbox` answers. */
  readonly inbox?: string;
}

/** One attack, ready to be sent. */
export interface Probe extends Draft {
  /** `direct/7`: the same for one seed. */
  readonly id: string;
  readonly category: string;
  readonly app: App;
  readonly host: string;
}

/** What a probe is made from. */
export interface Given {
  readonly random: Random;
  readonly turn: number;
  readonly slots: Slots;
  readonly app: App;
}

export interface Category {
  /** `direct`. */
  readonly name: string;
  readonly rule: RuleInfo;
  /** `turn` counts the probes of the category, so that its orders come one after the other. */
  readonly draft: (given: Given) => Draft;
}
