import { AMERICAS } from './americas.ts';
import { ANYWHERE } from './anywhere.ts';
import { ASIA_PACIFIC } from './asia-pacific.ts';
import { EUROPE_EAST } from './europe-east.ts';
import { EUROPE_WEST } from './europe-west.ts';
import type { Generator } from './make.ts';

/** A maker of valid numbers for each entity whose check digits are published. */
export const GENERATORS: Readonly<Record<string, Generator>> = {
  ...ANYWHERE,
  ...AMERICAS,
  ...EUROPE_WEST,
  ...EUROPE_EAST,
  ...ASIA_PACIFIC,
};
