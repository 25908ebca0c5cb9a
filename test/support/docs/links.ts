import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { DOCUMENTS, ROOT, read } from './blocks.ts';

/** The anchors of a document, as hosts make them of its headings. */
const anchorsOf = (document: string): readonly string[] =>
  Array.from(read(document).matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** A document without what it shows as code. */
const prose = (document: string): string =>
  read(document)
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');

/** Links into this repository that lead nowhere. */
export const brokenLinks = (): readonly string[] =>
  DOCUMENTS.flatMap((document) =>
    Array.from(prose(document).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g), ([link, path = '', anchor]) => {
      const target = path === '' ? document : normalize(join(dirname(document), path));
      const leads = existsSync(join(ROOT, target)) && (anchor === undefined || anchorsOf(target).includes(anchor));
      return leads ? [] : [`${document}: ${link}`];
    }).flat(),
  );
