import { CATEGORIES } from '../../src/scanner/probes/categories/index.ts';
import { between, table } from './between.ts';

/** A document with the categories of the probes between its two marks. */
export const withProbes = (markdown: string): string =>
  between(
    markdown,
    'probes',
    table(
      ['Category', 'An attack that succeeds shows', 'Why it matters', 'What to do', 'Rule'],
      CATEGORIES.map(({ name, rule: { id, title, severity, why, fix, refs } }) => [
        `\`${name}\``,
        title,
        why,
        fix,
        `\`${id}\`, ${severity}; ${refs.join(', ')}`,
      ]),
    ),
  );
