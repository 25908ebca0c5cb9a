import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const WRITTEN = join(ROOT, 'test/.docs');

/** A fenced block of a document. */
export interface Block {
  /** Where it opens, such as `docs/guide.md:12`. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

/** A program of a document, written to a file of its own. */
export interface Program {
  readonly place: string;
  readonly path: string;
  readonly code: string;
  /** The `text` block right behind it: what it prints. */
  readonly output: string | undefined;
}

/** What users read, by path from the root, slashes forward. */
export const DOCUMENTS = ['*.md', 'docs/**/*.md']
  .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
  .map((name) => name.replaceAll('\\', '/'))
  .sort();

export const read = (document: string): string => readFileSync(join(ROOT, document), 'utf8');

/** The fenced blocks of a document in order. */
export function blocksOf(document: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { readonly line: number; readonly language: string; readonly lines: string[] } | undefined;
  for (const [index, line] of read(document).split('\n').entries()) {
    const fence = /^```(\S*)$/.exec(line);
    if (!fence) open?.lines.push(line);
    else if (!open) open = { line: index + 1, language: fence[1] ?? '', lines: [] };
    else {
      blocks.push({ place: `${document}:${open.line}`, language: open.language, text: open.lines.join('\n') });
      open = undefined;
    }
  }
  if (open) throw new Error(`${document}:${open.line} is never closed`);
  return blocks;
}

/** Writes every `ts` block of every document into a folder that git ignores, and answers with them. */
export function writePrograms(): readonly Program[] {
  rmSync(WRITTEN, { recursive: true, force: true });
  mkdirSync(WRITTEN, { recursive: true });
  return DOCUMENTS.flatMap((document) => {
    const blocks = blocksOf(document);
    return blocks.flatMap(({ place, language, text: code }, index): Program[] => {
      if (language !== 'ts') return [];
      const path = join(WRITTEN, `${place.replace(/\W+/g, '-')}.ts`);
      writeFileSync(path, `${code}\n`);
      const next = blocks[index + 1];
      return [{ place, path, code, output: next?.language === 'text' ? next.text : undefined }];
    });
  });
}
