import { mergeConfig } from 'vitest/config';
import shared from '../../vitest.config.ts';

const merged = mergeConfig(shared, {});

/** The tests of the guards alone, without the checks of types and the counts: what a mutant has to get past. */
export default {
  ...merged,
  test: {
    ...merged.test,
    include: ['test/guards/*.test.ts'],
    exclude: ['test/guards/*-linear.test.ts'], // times of mutated code say nothing
    env: { FC_SEED: '20261123' }, // the same runs for every mutant
    testTimeout: 60_000, // watched code is slower
    reporters: ['default'],
    typecheck: { enabled: false },
  },
};
