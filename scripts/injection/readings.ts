import { decodedIn } from '../../src/guards/injection/decoded.ts';
import { SIZE_BITS } from '../../src/guards/injection/model/features.ts';
import { Linear } from '../../src/guards/injection/model/linear.ts';
import { undisguised } from '../../src/guards/shadow/disguises.ts';
import { unescaped } from '../../src/guards/shadow/escapes.ts';
import { Fold } from '../../src/guards/shadow/fold.ts';
import { encodedViews } from '../../src/guards/shadow/runs.ts';

/** Knows nothing, and sees what may be decoded. */
const READER = new Linear({ weights: new Int8Array(1 << SIZE_BITS), scale: 1, bias: 0, stems: [] });

/** A text and all that can be decoded in it, once. */
export function readingsOf(text: string): readonly string[] {
  const folded = new Fold().read(text, true);
  const views = [unescaped(folded), undisguised(folded), ...encodedViews(folded)].flatMap((view) => view?.text ?? []);
  const plain = [folded, ...views];
  return [
    ...plain,
    ...plain.flatMap((view) => decodedIn(view, READER.read(view).signs).map((decoded) => decoded.text)),
  ];
}
