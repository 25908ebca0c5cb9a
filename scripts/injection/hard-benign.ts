import { fileURLToPath } from 'node:url';
import { readRows } from '../eval/rows.ts';

/** A harmless text that looks like an attack. */
export interface HardBenign {
  readonly kind: string;
  readonly lang: string;
  readonly text: string;
}

const FOLDER = fileURLToPath(new URL('../../test/data/hard-benign/', import.meta.url));

/** What was written by hand, and never trained on. */
export const handWritten = (): readonly HardBenign[] =>
  ['english.jsonl', 'other-languages.jsonl'].flatMap((name) => readRows<HardBenign>(FOLDER, name).rows);
