import type { Match, TextGuard } from '../types/guard.ts';
import { collectAddresses } from './entities/addresses.ts';
import { collectNames } from './entities/names.ts';
import { outermost } from './rule.ts';

const RANK = ['pii/street-address', 'pii/organization', 'pii/person', 'pii/location'];

/**
 * Finds names of people, organisations and places, and street addresses, by lists of names and by what stands around. A
 * help and no promise: names have no form of their own. Latin letters, English first.
 *
 * @param text any length; linear time
 * @returns matches in order of start, none inside another, with a score of 0.6
 */
export const entities: TextGuard = {
  id: 'pii',
  reach: 512,
  stages: ['input', 'output'],
  scan(text) {
    const matches: Match[] = [];
    collectNames(text, matches);
    collectAddresses(text, matches);
    return outermost(matches, (rule) => RANK.indexOf(rule));
  },
};
