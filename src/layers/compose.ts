import type { Handler, Layer } from '../types/call.ts';

/** First layer outermost. */
export const compose = (layers: readonly Layer[], core: Handler): Handler =>
  layers.reduceRight<Handler>((next, layer) => (call) => layer(call, next), core);
