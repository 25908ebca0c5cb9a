import { injection } from '../../src/guards/injection.ts';
import { links } from '../../src/guards/links.ts';
import { personalData } from '../../src/guards/personal-data.ts';
import { inputSafeguards } from '../../src/guards/safeguards.ts';
import { secrets } from '../../src/guards/secrets.ts';
import { edit } from '../../src/lib/edit.ts';
import type { Match } from '../../src/types/guard.ts';
import { type DataFile, readRows } from './rows.ts';
import { table } from './table.ts';

interface LabelledRow {
  readonly text: string;
  readonly label: string;
  readonly kind: string;
  readonly lang: string;
  readonly weak_signal?: unknown;
}
interface SecretRow extends LabelledRow {
  readonly encoding?: 'base64';
}
interface EntityRow extends LabelledRow {
  readonly entities: readonly { readonly start: number; readonly end: number; readonly type: string }[];
  readonly scope?: readonly string[];
}

/** The first guards on open data that their rules were written with: how much they find, and how much they find wrongly. */
export const reportScreen = (directory: string): string =>
  [
    reportInjection(readRows<LabelledRow>(directory, 'injection.jsonl')),
    reportInjection(readRows<LabelledRow>(directory, 'injection-more.jsonl')),
    reportLinks(readRows<LabelledRow>(directory, 'exfil.jsonl')),
    reportSecrets(readRows<SecretRow>(directory, 'secrets.jsonl')),
    reportPersonalData(readRows<EntityRow>(directory, 'pii.jsonl')),
  ].join('\n\n');

const head = (what: string, { name, rows, sha256 }: DataFile<unknown>): string =>
  `${what}; ${rows.length} rows of ${name}, sha256 ${sha256}`;

const share = (rows: readonly boolean[]): string =>
  rows.length === 0 ? '-' : `${((100 * rows.filter(Boolean).length) / rows.length).toFixed(1)} %`;

function groups<Row>(rows: readonly Row[], nameOf: (row: Row) => string): [string, Row[]][] {
  return [...new Set(rows.map(nameOf))].sort().map((name) => [name, rows.filter((row) => nameOf(row) === name)]);
}

/** What a client would do about each text, as user text and as untrusted text. */
function reportInjection(file: DataFile<LabelledRow>): string {
  const safeguard = inputSafeguards({ mode: 'enforce' }).find(({ guard }) => guard === injection);
  const done = ({ text }: LabelledRow, trust: 'user' | 'untrusted') => {
    const actions = injection.scan(text, { trust }).map((match: Match) => safeguard?.decide(match, trust, ''));
    return actions.includes('block') ? 'block' : actions.includes('warn') ? 'warn' : undefined;
  };
  const rows = file.rows.map((row) => ({
    ...row,
    user: done(row, 'user'),
    untrusted: done(row, 'untrusted'),
    english: row.lang === 'en',
  }));
  const line = (name: string, part: typeof rows) => [
    name,
    String(part.length),
    share(part.map(({ user }) => user === 'block')),
    share(part.map(({ user }) => user !== undefined)),
    share(part.map(({ untrusted }) => untrusted === 'block')),
    share(part.map(({ untrusted }) => untrusted !== undefined)),
  ];
  const named = ({ label, kind, english }: (typeof rows)[number]) => `${label}, ${kind}, ${english ? 'en' : 'other'}`;
  return [
    head('Injection', file),
    table(
      ['kind, language', 'rows', 'user: block', 'or warn', 'untrusted: block', 'or warn'],
      groups(rows, named).map(([name, part]) => line(name, part)),
    ),
  ].join('\n');
}

/** Hosts that stand in a text, as one who trusts it would list them. */
const hostsIn = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(/https?:\/\/([a-z0-9.-]+(?::\d+)?)/gi), ([, host = '']) => host.toLowerCase())),
];

/** Benign rows with their own hosts on the list, and with none; rows that exfiltrate with none. */
function reportLinks(file: DataFile<LabelledRow>): string {
  const changed = (text: string, allowedHosts: readonly string[]) => {
    const guard = links({ allowedHosts });
    return edit(text, guard.scan(text), (matched) => guard.replacement(matched)) !== text;
  };
  const rows = groups(file.rows, ({ label }) => label).map(([label, part]) => [
    label,
    String(part.length),
    share(part.map(({ text }) => changed(text, []))),
    share(part.map(({ text }) => changed(text, hostsIn(text)))),
  ]);
  return [head('Links', file), table(['label', 'rows', 'changed, no host listed', 'its hosts listed'], rows)].join(
    '\n',
  );
}

function reportSecrets(file: DataFile<SecretRow>): string {
  const texts = file.rows.map((row) => ({
    ...row,
    text: row.encoding === 'base64' ? Buffer.from(row.text, 'base64').toString('utf8') : row.text,
  }));
  const rows = groups(texts, ({ label }) => label).map(([label, part]) => [
    label,
    String(part.length),
    share(part.map(({ text }) => secrets.scan(text).length > 0)),
  ]);
  return [head('Secrets', file), table(['label', 'rows', 'found'], rows)].join('\n');
}

/** The entities that there are rules for, as the data and as we name them. */
const KNOWN = [
  ['EMAIL', 'EMAIL_ADDRESS'],
  ['PHONE', 'PHONE_NUMBER'],
  ['CREDIT_CARD', 'CREDIT_CARD'],
  ['IBAN', 'IBAN_CODE'],
  ['SSN', 'US_SSN'],
  ['IP_ADDRESS', 'IP_ADDRESS'],
] as const;

/** Recall on spans of the entities that there are rules for, and rows without personal data in which something is found. */
function reportPersonalData(file: DataFile<EntityRow>): string {
  const found = file.rows.map(({ text }) => personalData.scan(text));
  const lines = KNOWN.map(([theirs, entity]) => {
    const spans = file.rows.flatMap(({ entities }, index) =>
      entities
        .filter(({ type }) => type === theirs)
        .map(({ start, end }) => (found[index] ?? []).some((match) => match.start < end && match.end > start)),
    );
    const hits = file.rows.flatMap(({ entities, scope }, index) =>
      scope && !scope.includes(theirs)
        ? []
        : (found[index] ?? [])
            .filter((match) => match.entity === entity)
            .map(({ start, end }) => entities.some((each) => each.start < end && each.end > start)),
    );
    return [entity, String(spans.length), share(spans), String(hits.length), share(hits)];
  });
  const clean = file.rows.flatMap(({ label, scope }, index) =>
    label === 'no-pii' && !scope ? [(found[index] ?? []).length > 0] : [],
  );
  return [
    head('Personal data', file),
    table(['entity', 'spans', 'found', 'finds', 'that overlap a span'], lines),
    `  rows without personal data in which something is found: ${share(clean)} of ${clean.length}`,
  ].join('\n');
}
