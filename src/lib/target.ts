import type { ChatRequest, Provider } from '../types/call.ts';
import type { Target } from '../types/client-event.ts';

/** Who is asked for which model, by a request as it goes to a provider. */
export const targetOf = ({ model }: ChatRequest, provider: Pick<Provider, 'name' | 'model'>): Target => ({
  provider: provider.name,
  model: model ?? provider.model,
});
