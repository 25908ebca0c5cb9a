/** Controls but tab and line feed, and what turns the direction of writing. */
const COMMANDING = /[^\P{Cc}\t\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text that cannot command a terminal: models and file names may hold escape sequences. Judges characters one at a time,
 * so that pieces of a stream may be given in turn.
 */
export const printable = (text: string): string => text.replace(COMMANDING, '');
