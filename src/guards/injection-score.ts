import { type Checks, fields, listOf, misuse, oneOf, show, string } from '../lib/check.ts';

export interface InjectionScoreOptions {
  /** Who wrote the text. @default 'user' */
  readonly trust?: 'user' | 'untrusted' | undefined;
  /**
   * What stood before it, oldest first, such as earlier turns of the conversation or earlier parts of a document: an attack that
   * is spread over them counts where it reaches into the text. The last 4,000 characters are read. @default nothing
   */
  readonly context?: readonly string[] | undefined;
}

const READ_BEFORE = 4_000;

/**
 * How likely a text gives a model orders it should not take. The highest probability of any stretch, by rules and the model of
 * `secure-llm/guards/model`, which is loaded with the first call; calibrated at even odds of attack and harmless text.
 *
 * @param text any length; linear time
 * @returns 0 to 1; 0 for an empty text. Throws TypeError for an option that is wrong or unknown
 */
export async function injectionScore(text: string, options: InjectionScoreOptions = {}): Promise<number> {
  if (typeof text !== 'string') throw misuse('text', `must be a string, got ${show(text)}`);
  const { trust = 'user', context = [] } = fields<InjectionScoreOptions>(options, 'options', misuse, CHECKS);
  const { injectionModel } = await import('./model.ts');
  const highest = (read: string, from: number): number =>
    injectionModel
      .scan(read, { trust, stage: 'input' })
      .reduce((best, { score, end }) => (end > from ? Math.max(best, score) : best), 0);
  const alone = highest(text, 0);
  const before = context.join(' ').slice(-READ_BEFORE);
  return before === '' ? alone : Math.max(alone, highest(`${before} ${text}`, before.length + 1));
}

const CHECKS: Checks<InjectionScoreOptions> = {
  trust: oneOf<'user' | 'untrusted'>('user', 'untrusted'),
  context: listOf(string, 10_000),
};
