import { WindowReader } from '../lib/screening/reader.ts';
import { byStart } from '../lib/stretches.ts';
import type { GuardReader, Match, ScanContext, StreamGuard, TextGuard } from '../types/guard.ts';
import { undisguised } from './shadow/disguises.ts';
import { unescaped } from './shadow/escapes.ts';
import { Fold } from './shadow/fold.ts';
import { encodedViews, LONGEST, RunReader } from './shadow/runs.ts';
import type { View } from './shadow/view.ts';

/** How often what was decoded is decoded again. Each time it is shorter, so that the time stays linear. */
const DEPTH = 3;
const OUTPUT: ScanContext = { trust: 'untrusted', stage: 'output' };
const NONE: readonly Match[] = [];

/**
 * A detector that reads a shadow copy of the text rather than its spelling: full-width and styled characters, digits of other
 * scripts, blanks and dashes as the ASCII that they stand for; what is encoded in base64 or hexadecimal; in a text that goes
 * to a model also percent-encoding, character references, string escapes, and words of mixed alphabets. Matches are of the
 * text as it was given. The copy is never sent.
 */
export function shadowed(guard: TextGuard & Pick<Partial<StreamGuard>, 'reader'>): StreamGuard {
  return {
    ...guard,
    reach: Math.max(guard.reach, 2 * LONGEST),
    scan: (text, context) => scan(guard, text, context, DEPTH),
    reader: (context = OUTPUT) => new ShadowReader(guard, context),
  };
}

function scan(
  guard: TextGuard,
  text: string,
  context: Partial<ScanContext> | undefined,
  depth: number,
): readonly Match[] {
  const { fold, folded, views } = depth === DEPTH ? sharedCopy(text, context) : copyOf(text, context, depth);
  const found = guard.scan(folded, context);
  const hidden = views.flatMap((view) => through(guard, view, context, depth - 1));
  if (folded === text && hidden.length === 0) return found;
  return together(found, hidden)
    .map((match) => fold.restore(match))
    .sort(byStart);
}

/** A text as detectors read it. */
interface Copy {
  readonly text: string;
  readonly fold: Fold;
  readonly folded: string;
  readonly views: readonly View[];
}

function copyOf(text: string, context: Partial<ScanContext> | undefined, depth: number): Copy {
  const fold = new Fold();
  const folded = fold.read(text, true);
  return { text, fold, folded, views: depth > 0 ? viewsOf(folded, context) : [] };
}

/** What was last read for a context, as several guards read one text after the other; never what was decoded of it. */
const last = new WeakMap<object, Copy>();

function sharedCopy(text: string, context: Partial<ScanContext> | undefined): Copy {
  const known = context && last.get(context);
  if (known?.text === text) return known;
  const copy = copyOf(text, context, DEPTH);
  if (context) last.set(context, copy);
  return copy;
}

function viewsOf(text: string, context: Partial<ScanContext> | undefined): readonly View[] {
  const asInput = context?.stage === 'output' ? [] : [unescaped(text), undisguised(text)];
  return [...asInput.filter((view) => view !== undefined), ...encodedViews(text)];
}

const through = (
  guard: TextGuard,
  { text, restore }: View,
  context: Partial<ScanContext> | undefined,
  depth: number,
): readonly Match[] => scan(guard, text, context, depth).flatMap((match) => restore(match) ?? []);

/** What was found plainly, in order of start, lies inside of what hid there only by chance. One pass over both. */
function together(found: readonly Match[], hidden: readonly Match[]): Match[] {
  const covers = hidden.toSorted(byStart);
  let next = 0;
  let furthest = -1;
  const alone = found.filter(({ start, end }) => {
    for (; (covers[next]?.start ?? Number.POSITIVE_INFINITY) <= start; next++)
      furthest = Math.max(furthest, covers[next]?.end ?? 0);
    return end > furthest;
  });
  return [...alone, ...hidden];
}

/** Reads a stream as `scan` reads the whole of an answer. */
class ShadowReader implements GuardReader {
  readonly #guard: TextGuard;
  readonly #context: ScanContext;
  readonly #plain: GuardReader;
  readonly #fold = new Fold();
  readonly #runs = new RunReader();
  #found: readonly Match[] = []; // begin where one that is not yet found could begin before them
  #hidden: readonly Match[] = []; // as well, of what was decoded
  decided = 0;

  constructor(guard: TextGuard & Pick<Partial<StreamGuard>, 'reader'>, context: ScanContext) {
    this.#guard = guard;
    this.#context = context;
    this.#plain = guard.reader?.(context) ?? new WindowReader(guard, context, guard.reach);
  }

  read(piece: string, last: boolean): readonly Match[] {
    const folded = this.#fold.read(piece, last);
    const found = this.#plain.read(folded, last);
    const views = this.#runs.read(folded, last);
    const decided = Math.min(this.#plain.decided, this.#runs.decided);
    this.decided = last ? this.#fold.given : this.#fold.start(decided);
    if (found.length + views.length + this.#found.length + this.#hidden.length === 0) return NONE;
    const decoded = views.flatMap((view) => through(this.#guard, view, this.#context, DEPTH - 1));
    const hidden = [...this.#hidden, ...decoded.map((match) => this.#fold.restore(match))];
    const plain = [...this.#found, ...found.map((match) => this.#fold.restore(match))].sort(byStart);
    const until = last ? Number.POSITIVE_INFINITY : this.decided;
    const isOpen = ({ start }: Match): boolean => start >= until;
    this.#found = plain.filter(isOpen);
    this.#hidden = hidden.filter(isOpen);
    return together(plain, hidden)
      .filter((match) => !isOpen(match))
      .sort(byStart);
  }
}
