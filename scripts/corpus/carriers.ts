import { one, type Random } from '../eval/ids/make.ts';

/** Puts a text where a model would come across it, with other text around. */
export type Carrier = (inner: string, hosts: readonly string[], random: Random) => string;

const line = (text: string): string => text.replace(/\s*\n\s*/g, ' ');
const NAMES = ['Ana', 'Tom', 'Li Wei', 'Priya', 'Omar', 'Kasia', 'Yuki', 'João', 'Elif', 'Noor'];
const DAYS = ['2026-01-12', '2025-11-03', '2024-06-30', '2026-08-19'];
const place = (parts: readonly string[], inner: string, random: Random, glue: string): string => {
  const all = [...parts];
  all.splice(Math.floor(random() * (all.length + 1)), 0, inner);
  return all.join(glue);
};

export const CARRIERS: Readonly<Record<string, Carrier>> = {
  plain: (inner) => inner,
  sentence: (inner, hosts, random) => place(hosts, inner, random, ' '),
  paragraphs: (inner, hosts, random) => place(hosts, inner, random, '\n\n'),
  mail: (inner, hosts, random) =>
    `From: ${one(random, NAMES)}\nTo: ${one(random, NAMES)}\nSubject: ${line(hosts[0] ?? '').slice(0, 50)}\n\n${place(hosts, inner, random, '\n\n')}\n\n${one(random, ['Best', 'Thanks', 'Regards', 'Cheers'])},\n${one(random, NAMES)}`,
  quote: (inner, hosts, random) =>
    `${hosts[0] ?? ''}\n\n> ${place(hosts.slice(1), inner, random, ' ').replace(/\n/g, '\n> ')}`,
  html: (inner, hosts, random) =>
    `<html><body>\n<h1>${line(hosts[0] ?? '').slice(0, 60)}</h1>\n${place(hosts.slice(1), inner, random, '\n')
      .split('\n')
      .map((part) => `<p>${part}</p>`)
      .join('\n')}\n</body></html>`,
  htmlComment: (inner, hosts) => `<p>${hosts[0] ?? ''}</p>\n<!-- ${line(inner)} -->\n<p>${hosts[1] ?? ''}</p>`,
  alt: (inner, hosts) => `${hosts[0] ?? ''}\n![${line(inner)}](photo.png)\n${hosts[1] ?? ''}`,
  codeComment: (inner, hosts, random) => {
    const mark = one(random, ['//', '#', '--', ' *']);
    return `${one(random, ['def load(path):', 'function load(path) {', 'SELECT id FROM items'])}\n  ${mark} ${line(hosts[0] ?? '')}\n  ${mark} ${line(inner)}\n  ${one(random, ['return open(path).read()', 'return read(path);', 'WHERE id = 7'])}`;
  },
  table: (inner, hosts, random) =>
    `| ${one(random, ['id', 'name', 'date'])} | note |\n|---|---|\n| 1 | ${line(hosts[0] ?? '')} |\n| 2 | ${line(inner)} |\n| 3 | ${line(hosts[1] ?? '')} |`,
  csv: (inner, hosts, random) =>
    `id,date,comment\n17,${one(random, DAYS)},"${line(hosts[0] ?? '')}"\n18,${one(random, DAYS)},"${line(inner)}"`,
  json: (inner, hosts, random) =>
    JSON.stringify(
      {
        id: Math.floor(random() * 9000),
        author: one(random, NAMES),
        title: line(hosts[0] ?? '').slice(0, 60),
        body: inner,
      },
      null,
      random() < 0.5 ? 2 : 0,
    ),
  log: (inner, hosts, random) =>
    `${one(random, DAYS)} 10:0${Math.floor(random() * 9)}:12 INFO ${line(hosts[0] ?? '')}\n${one(random, DAYS)} 10:01:44 WARN ${line(inner)}\n${one(random, DAYS)} 10:02:03 INFO done`,
  subtitles: (inner, hosts) =>
    `1\n00:00:01,000 --> 00:00:04,000\n${line(hosts[0] ?? '')}\n\n2\n00:00:04,500 --> 00:00:08,000\n${line(inner)}\n\n3\n00:00:08,500 --> 00:00:12,000\n${line(hosts[1] ?? '')}`,
  resume: (inner, hosts, random) =>
    `${one(random, NAMES)} ${one(random, ['Kim', 'Costa', 'Novak'])}\n${one(random, ['Skills', 'Experience', 'Profile'])}\n- ${line(hosts[0] ?? '')}\n- ${line(inner)}\n- ${line(hosts[1] ?? '')}`,
  review: (inner, hosts, random) =>
    `${'★'.repeat(1 + Math.floor(random() * 5))} ${one(random, DAYS)}\n${place(hosts, inner, random, ' ')}`,
  issue: (inner, hosts) => `## ${line(hosts[0] ?? '').slice(0, 60)}\n\n${hosts[1] ?? ''}\n\n\`\`\`\n${inner}\n\`\`\`\n`,
  chat: (inner, hosts, random) =>
    `${one(random, NAMES)}: ${line(hosts[0] ?? '')}\n${one(random, NAMES)}: ${line(inner)}\n${one(random, NAMES)}: ${line(hosts[1] ?? '')}`,
};
