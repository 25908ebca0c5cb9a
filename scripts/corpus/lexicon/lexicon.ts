/** Ideas that attacks and their look-alikes are made of. */
export const IDEAS = [
  'ignore',
  'prior',
  'orders',
  'reveal',
  'prompt',
  'secret',
  'become',
  'free',
  'mode',
  'model',
  'author',
  'send',
  'act',
  'only',
  'answer',
  'now',
  'never',
  'must',
  'if',
  'end',
  'safety',
  'reward',
  'you',
  'me',
  'decode',
  'attack',
  'task',
] as const;

export type Idea = (typeof IDEAS)[number];

/**
 * The words of one language for each idea, parted by spaces: lower case, as they are spelt. A word stands for all that begin
 * with it; `=word` for itself alone; `one+two` for two words (or beginnings) that follow each other.
 */
export type Lexicon = Readonly<Record<Idea, string>>;
