import { createHash } from 'node:crypto';
import type { Feed, Source } from '../sources.ts';
import { type Made, RECIPES } from './recipes.ts';

/** What became of the rows of one feed. */
export interface Outcome {
  readonly feed: Feed;
  /** `made`: written, with nothing to compare. `same`: every row of the local file was made again. */
  readonly verdict: 'same' | 'differs' | 'made' | 'not fetched' | 'not here';
  readonly made: readonly Made[];
  /** Rows of the local file that were made again. */
  readonly matched: number;
  /** SHA-256 of each file that was fetched, or why it was not; or why the feed has no recipe. */
  readonly notes: readonly string[];
}

export type Fetch = (url: string) => Promise<Response>;

/** Fetches the files of a feed at its commit, and makes its rows again. `local` are the rows of the data with this source. */
export async function rebuild(
  feed: Feed,
  {
    fetch,
    sources,
    base,
    local,
  }: {
    readonly fetch: Fetch;
    readonly sources: readonly Source[];
    /** Where raw files are, such as `https://raw.githubusercontent.com`. */
    readonly base: string;
    readonly local?: readonly Made[] | undefined;
  },
): Promise<Outcome> {
  if ('because' in feed.rebuild)
    return { feed, verdict: 'not here', made: [], matched: 0, notes: [feed.rebuild.because] };
  const { recipe, paths } = feed.rebuild;
  const commit = sources.find(({ repository }) => repository === feed.repository)?.commit;
  const notes: string[] = [];
  const made = new Map<string, Made>();
  let failed = false;
  for (const path of paths) {
    const url = `${base}/${feed.repository}/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;
    const got = await get(fetch, url);
    notes.push(`${path}: ${got.content === undefined ? got.problem : `sha256 ${got.sha256}`}`);
    if (got.content === undefined) failed = true;
    else for (const row of RECIPES[recipe](got.content, feed)) if (!made.has(key(row))) made.set(key(row), row);
  }
  const chosen = local ? local.flatMap((row) => made.get(key(row)) ?? []) : [...made.values()];
  const matched = local ? local.filter((row) => isSame(row, made.get(key(row)))).length : 0;
  const verdict = failed ? 'not fetched' : !local ? 'made' : matched === local.length ? 'same' : 'differs';
  return { feed, verdict, made: chosen, matched, notes };
}

/** The same text in other case counts once, as in the data. */
const key = ({ text }: Made): string => text.trim().toLowerCase();

/** Text and spans are those of the local row; so is the label, where the recipe gives one. */
function isSame(local: Made, made: Made | undefined): boolean {
  if (made === undefined || made.text.trim() !== local.text.trim()) return false;
  const spans = ({ entities = [] }: Made) => entities.map(({ start, end, type }) => `${type} ${start} ${end}`).join();
  return spans(local) === spans(made) && (made.label === undefined || made.label === local.label);
}

async function get(
  fetch: Fetch,
  url: string,
): Promise<
  { readonly content: string; readonly sha256: string } | { readonly content?: undefined; readonly problem: string }
> {
  try {
    const response = await fetch(url);
    if (!response.ok) return { problem: `status ${response.status}` };
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { content: new TextDecoder().decode(bytes), sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'no answer' };
  }
}
