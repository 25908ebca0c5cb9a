import { injection } from '../../src/guards/injection.ts';
import { inputSafeguards } from '../../src/guards/safeguards.ts';
import { groups, share } from './figures.ts';
import type { Report } from './report.ts';
import type { DataFile, LabelledRow } from './rows.ts';

/** What a client would do about each text, as user text and as untrusted text. */
export function reportInjection(file: DataFile<LabelledRow>): Report {
  const safeguard = inputSafeguards({ mode: 'enforce' }).find(({ guard }) => guard === injection);
  const done = ({ text }: LabelledRow, trust: 'user' | 'untrusted') => {
    const actions = injection.scan(text, { trust }).map((match) => safeguard?.decide(match, trust, ''));
    return actions.includes('block') ? 'block' : actions.includes('warn') ? 'warn' : undefined;
  };
  const rows = file.rows.map((row) => ({
    name: `${row.label}, ${row.kind}, ${row.lang === 'en' ? 'en' : 'other'}`,
    user: done(row, 'user'),
    untrusted: done(row, 'untrusted'),
  }));
  return {
    title: `Injection: ${file.name}`,
    files: [file],
    parts: [
      {
        head: ['kind, language', 'rows', 'user: block', 'or warn', 'untrusted: block', 'or warn'],
        rows: groups(rows, ({ name }) => name).map(([name, part]) => [
          name,
          String(part.length),
          share(part.map(({ user }) => user === 'block')),
          share(part.map(({ user }) => user !== undefined)),
          share(part.map(({ untrusted }) => untrusted === 'block')),
          share(part.map(({ untrusted }) => untrusted !== undefined)),
        ]),
      },
    ],
  };
}
