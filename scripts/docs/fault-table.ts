import { MATRIX } from '../../test/support/fault-matrix.ts';
import { between, table } from './between.ts';

/** A document with the outcomes that the tests of faults expect between its two marks. */
export const withFaults = (markdown: string): string =>
  between(
    markdown,
    'faults',
    table(
      ['The server sends', 'Content', '`chat`', '`stream`'],
      MATRIX.map(({ fault, where, chat, stream }) => [fault, where, coded(chat), coded(stream)]),
    ),
  );

const coded = (outcome: string): string => outcome.replace(/ERR_\w+/, '`$&`');
