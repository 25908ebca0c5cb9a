import type { Refuse } from '../../lib/check.ts';

const MODEL = /^(?:(?:models|tunedModels)\/)?[\w-][\w.-]{0,127}$/;

/** The path of a model under the base URL. Refuses what is no name of a model, as it would lead elsewhere. */
export function modelPath(model: string, field: string, refuse: Refuse): string {
  if (!MODEL.test(model))
    throw refuse(field, 'must be letters, digits, `.`, `_` and `-`, as in `gemini-3.8-flash` or `tunedModels/mine`');
  return model.includes('/') ? `/${model}` : `/models/${model}`;
}
