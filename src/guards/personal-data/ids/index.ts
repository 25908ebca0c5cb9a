import type { CodeRule } from '../rule.ts';
import { ASIA } from './asia.ts';
import { DEVICES } from './devices.ts';
import { EASTERN_EUROPE } from './eastern-europe.ts';
import { GERMANY } from './germany.ts';
import { LATIN_AMERICA } from './latin-america.ts';
import { NORTH_AMERICA } from './north-america.ts';
import { NORTHERN_EUROPE } from './northern-europe.ts';
import { SOUTHERN_HEMISPHERE } from './southern-hemisphere.ts';
import { UK } from './uk.ts';
import { WESTERN_EUROPE } from './western-europe.ts';

const ALL: readonly CodeRule[] = [
  ...GERMANY,
  ...WESTERN_EUROPE,
  ...NORTHERN_EUROPE,
  ...EASTERN_EUROPE,
  ...NORTH_AMERICA,
  ...UK,
  ...LATIN_AMERICA,
  ...ASIA,
  ...SOUTHERN_HEMISPHERE,
  ...DEVICES,
];

/** Numbers of registers, and what is written like one. Of two that say as much, that with check digits comes first. */
export const IDS: readonly CodeRule[] = ALL.toSorted((one, other) => Number(!one.check) - Number(!other.check));
