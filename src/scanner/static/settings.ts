import type { TextFile } from './text-file.ts';

/** A variable that a file sets for a process: in an .env file, a Dockerfile, a pipeline, a script of package.json. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  /** Of the value, without quotes: offsets in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** `NAME=value`, `NAME: value`, `"NAME": "value"`. */
const PAIR = /(?:^|[\s"';&])([A-Za-z_]\w*)["']?[ \t]*[=:][ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"';&]*))/dg;
/** The old form of a Dockerfile: `ENV NAME value`. */
const SPACED = /^\s*ENV[ \t]+([A-Za-z_]\w*)[ \t]+([^\s=]+)[ \t]*$/d;

/** What a file sets, line by line; comments are left out. */
export function settingsIn({ text }: TextFile): readonly Setting[] {
  const settings: Setting[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    if (!/^\s*(?:#|\/\/)/.test(line)) {
      const spaced = SPACED.exec(line);
      for (const found of spaced ? [spaced] : pairsIn(line)) {
        const at = [2, 3, 4].find((group) => found[group] !== undefined) ?? 0;
        const [start, end] = found.indices?.[at] ?? [0, 0];
        settings.push({ name: found[1] ?? '', value: found[at] ?? '', start: offset + start, end: offset + end });
      }
    }
    offset += line.length + 1;
  }
  return settings;
}

/** Also those inside a value: `"start": "NAME=value node ."`. */
function* pairsIn(line: string): Generator<RegExpExecArray> {
  PAIR.lastIndex = 0;
  for (let found = PAIR.exec(line); found; found = PAIR.exec(line)) {
    const value = found.indices?.[2] ?? found.indices?.[3] ?? found.indices?.[4];
    if (value) PAIR.lastIndex = value[0] - 1; // a quote or a blank, behind which a name may stand
    yield found;
  }
}
