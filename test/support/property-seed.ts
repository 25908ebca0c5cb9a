import fc from 'fast-check';

/** A run that must be repeatable names its seed; without one every run of the property tests searches elsewhere. */
if (process.env.FC_SEED) fc.configureGlobal({ seed: Number(process.env.FC_SEED) });
