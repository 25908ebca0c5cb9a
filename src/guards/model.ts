import type { StreamGuard } from '../types/guard.ts';
import { InjectionModel } from './injection/model/model.ts';
import { DATA } from './injection/model/weights.ts';
import { shadowed } from './shadow.ts';

const model = new InjectionModel(DATA);

/**
 * Finds text that gives a model orders it should not take, by rules and by a small model: what a client reads with. Scores are
 * probabilities, calibrated for each trust on sources that the model was not trained on, at even odds of attack and harmless
 * text. It lowers risk; it does not prevent injection.
 *
 * Some 330 kB compressed, which is why it has a path of its own.
 *
 * @param text any length; linear time
 * @param context who wrote the text. @default a user
 * @returns matches with a rule's name, or `injection/model` where only the model speaks
 * @see docs/safeguards.md for what a score means
 */
export const injectionModel: StreamGuard = shadowed({
  id: 'injection',
  reach: 768,
  stages: ['input'],
  thresholds: { ...DATA.thresholds, trusted: DATA.thresholds.user },
  scan: (text, { trust = 'user' } = {}) => model.find(text, trust),
});
