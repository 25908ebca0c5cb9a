import { type Fault, replies } from './replies.ts';

/** Behaviours, one a request; the last one is repeated. */
export class Queue {
  readonly #coming: Fault[] = [];
  #current: Fault;

  /** @param owner what has nothing to do before anything was added */
  constructor(owner: string) {
    const message = `${owner} has nothing to answer: add a reply, such as .reply("Hello")`;
    this.#current = replies.status(501, { body: { error: { message, type: 'no_reply_was_added' } } });
  }

  add(...faults: readonly Fault[]): void {
    this.#coming.push(...faults);
  }

  next(): Fault {
    this.#current = this.#coming.shift() ?? this.#current;
    return this.#current;
  }
}
