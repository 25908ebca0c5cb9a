import type { ModelData } from './model.ts';

/** A model as its module spells it: the weights are bytes in base64. */
type Packed = Omit<ModelData, 'weights'> & { readonly weights: string };

export function unpacked({ weights, ...rest }: Packed): ModelData {
  const bytes = atob(weights);
  const table = new Int8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) table[at] = bytes.charCodeAt(at);
  return { ...rest, weights: table };
}
