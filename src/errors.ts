// A page begins with those of `base.ts` and `early.ts`; the others come with the code that throws them.
export * from './errors/answer.ts';
export * from './errors/base.ts';
export * from './errors/blocked.ts';
export * from './errors/early.ts';
export * from './errors/kept.ts';
export * from './errors/limits.ts';
export * from './errors/provider.ts';
