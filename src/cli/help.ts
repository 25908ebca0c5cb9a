import { COMMANDS, type CommandName, FLAGS, type Flag, PROVIDED } from './flags.ts';
import type { Style } from './terminal/style.ts';
import { table } from './terminal/table.ts';

interface Page {
  /** What stands behind the name of the command. */
  readonly usage?: string;
  /** One line, for the list of commands. */
  readonly about: string;
  readonly details: readonly string[];
  readonly examples: readonly string[];
  /** @default those on asking a provider */
  readonly notes?: readonly string[];
}

const OUTPUT_NOTES = ['Results go to stdout, findings and notes to stderr. NO_COLOR is respected.'];

const PAGES: Readonly<Record<CommandName, Page>> = {
  chat: {
    about: 'Answer a question, also about files; the answer is printed as it comes',
    details: [
      'With --prompt, files are what the question is about: material, never instructions.',
      'Without it, the text of the files is the message. At most 100,000 characters.',
    ],
    examples: [
      "secure-llm chat docs/providers.md -p 'Which servers are compatible?'",
      'git diff | secure-llm chat -p "Any risk here?" --provider openai',
    ],
  },
  summarize: {
    about: 'Summarise files as one text, or each by itself, with key points',
    details: [
      'Long texts are summarised in parts. At most 2,000,000 characters.',
      'Key points are printed with a paragraph, and always with --json.',
      'With --each a file that fails harms no other, and --json prints a line for each file.',
    ],
    examples: [
      'secure-llm summarize docs/testing.md --max-words 60',
      'curl -s https://example.com/notes.txt | secure-llm summarize --format bullets',
    ],
  },
  sentiment: {
    about: 'Judge the sentiment of files as one text, or of each by itself, and of aspects of it',
    details: [
      'Scores run from -1 (most negative) to 1 (most positive), confidence from 0 to 1.',
      'At most 100,000 characters.',
      'With --each a file that fails harms no other, and --json prints a line for each file.',
    ],
    examples: [
      'secure-llm sentiment review.txt --aspects price,service',
      'secure-llm sentiment --json < review.txt | jq .score',
      'secure-llm sentiment --each reviews/*.txt',
    ],
  },
  serve: {
    usage: '[options]',
    about: 'Serve a gateway: an endpoint for language models with everything checked on the way',
    details: [
      'Without --config and --keys, a fresh key is made and printed once, with a line to try it.',
      'With them, a file says who may ask what; its default export is a gateway or its options.',
      'SIGTERM and Ctrl-C let running answers end; a renewed certificate is served by itself.',
    ],
    examples: [
      'secure-llm serve',
      'secure-llm serve --provider openai --keys .secure-llm/keys',
      'secure-llm serve --host 0.0.0.0 --cert fullchain.pem --key privkey.pem --config gateway.ts',
    ],
  },
  log: {
    usage: 'verify | show | tail | export [options] FILE…',
    about: 'Check an audit log line by line, or print what is in it',
    details: [
      'One FILE stands for those as well that it was rotated into. Only verify checks the log;',
      'its exit code is 1 where the log is not whole. Keys are JSON from a variable or a file:',
      '{"current":"k1","keys":{"k1":"<32 bytes in base64>"}}',
    ],
    examples: [
      'secure-llm log verify audit.jsonl --checkpoint checkpoints.jsonl',
      'secure-llm log tail audit.jsonl -n 20',
      'secure-llm log export audit.jsonl --format csv > calls.csv',
    ],
    notes: [
      'FILE… are files of one log, oldest first; - is stdin.',
      ...OUTPUT_NOTES,
      'Exit codes: 0 done, 1 the log is not whole, 2 wrong usage, 130 interrupted.',
    ],
  },
  keys: {
    usage: 'create | list | revoke ID | ring new | ring rotate [options]',
    about: 'Make and revoke API keys of the gateway; make and change the key ring of vaults and logs',
    details: [
      'create prints an API key, once: what is kept is its hash. list shows neither. Scopes are chat,',
      'summarize, sentiment, object, and tokens, which mints tokens for web pages. A gateway that runs',
      'lets a revoked key in for 5 seconds at most.',
      'ring new makes a ring of one random key. ring rotate adds a key and makes it the current one:',
      'it replaces --key-file as a whole, or prints a ring that came from a variable. A ring is JSON:',
      '{"current":"k1","keys":{"k1":"<32 bytes in base64>"}}',
      'Nothing is written over by --out. With --json and a file, ids are printed, never keys.',
    ],
    examples: [
      'secure-llm keys create --principal alice --expires 90d',
      'secure-llm keys revoke key_0e7c5a2d-7e43-4a43-9c8e-0d6a4b7f3c21',
      'secure-llm keys ring new --out keys.json',
      'secure-llm keys ring rotate --key-file keys.json',
      'secure-llm keys ring rotate --key-file keys.json --drop k1',
    ],
  },
  audit: {
    usage: '[options] [PATH]',
    about: 'Find what is wrong with how a project uses language models, and report it',
    details: [
      'PATH is a folder or a file (default: this folder). What git ignores is left out, and so are',
      'files over 1 MB and minified scripts. Nothing of the project is run, nothing leaves the machine.',
      '--dependencies, --log, --keys and --url look at what is installed and running: with a PATH as',
      'well as its files, without one alone. npm audit sends names and versions to the registry;',
      'SECURE_LLM_API_KEY is the key for --probe-limits.',
      'A comment accepts a finding: secure-llm-ignore SLLM-RULE: reason',
      'With --target a client is attacked, and no file is read unless there is a PATH.',
    ],
    examples: [
      'secure-llm audit examples',
      'secure-llm audit . --format html -o audit.html',
      'secure-llm audit . --format sarif -o audit.sarif --fail-on high',
      'secure-llm audit . --baseline before.json --fail-on new',
      'secure-llm audit --target gullible',
      'secure-llm audit --target client.ts --probes 5 --budget 300',
      'secure-llm audit --url https://llm.example.com --probe-limits 500',
    ],
    notes: [
      'The report goes to stdout, progress and notes to stderr. NO_COLOR is respected.',
      'Exit codes: 0 nothing that --fail-on names, 1 findings, 2 wrong usage, 130 interrupted.',
    ],
  },
  scan: {
    about: 'Find secrets, personal data, injected instructions and hidden characters in texts',
    details: [
      'Each finding is a line: file, line and column, what a client would do, the rule, its score',
      'where it is below 1, and what it means. Columns count UTF-16 units. The text is never shown.',
      'Files of any size are read piece by piece. With --redact, findings go to stderr; what would be',
      'refused cannot be replaced and stays. With --json, each finding is an object on a line, and a',
      'last line sums up.',
    ],
    examples: [
      'secure-llm scan docs/providers.md',
      'git diff | secure-llm scan --trust user',
      'secure-llm scan --redact support.log > clean.log',
      'secure-llm scan --stage output --json answers/*.md',
    ],
    notes: [
      'FILE… are text files; - is stdin, which is also read when no file is given.',
      'Results go to stdout, notes and progress to stderr. NO_COLOR is respected.',
      'Exit codes: 0 nothing to refuse or replace (with --redact: to refuse), 1 something,',
      '2 wrong usage or a file that was not read, 130 interrupted.',
    ],
  },
};

const NOTES = [
  'FILE… are text files; - is stdin, which is also read when no file is given.',
  'Keys come from OPENAI_API_KEY, ANTHROPIC_API_KEY and GEMINI_API_KEY. Only this command line',
  'reads the environment, the library does not.',
  'What looks like an attack is refused, also where a text only quotes one: see --report.',
  ...OUTPUT_NOTES,
  'Exit codes: 0 done, 1 the call failed, 2 wrong usage, 130 interrupted.',
];

/** The help of the whole, or of one command. */
export function help(command: CommandName | undefined, style: Style): string {
  const page = command && PAGES[command];
  const title = (text: string) => style('bold', text);
  const sections = page
    ? [
        [`${page.about}.`, ...page.details],
        [title('Usage'), `  secure-llm ${command} ${page.usage ?? '[options] [FILE… | -]'}`],
        [title('Options'), ...flagLines(FLAGS.filter((flag: Flag) => flag.commands.includes(command)))],
        [title('Examples'), ...page.examples.map((example) => `  ${example}`)],
        page.notes ?? NOTES,
      ]
    : [
        [
          'Large language models with the safeguards built in: input sanitised, calls throttled, retried and timed out.',
        ],
        [title('Usage'), '  secure-llm <command> [options] [FILE… | -]'],
        [title('Commands'), ...table(COMMANDS.map((name) => [`  ${name}`, PAGES[name].about]))],
        [
          title('Options of every command that works with a provider'),
          ...flagLines(FLAGS.filter(({ commands }) => commands === PROVIDED)),
        ],
        [title('Options of every command'), ...flagLines(FLAGS.filter(({ commands }) => commands === COMMANDS))],
        [title('Examples'), ...COMMANDS.map((name) => `  ${PAGES[name].examples[0]}`)],
        NOTES,
        ['secure-llm <command> --help tells more about a command.'],
      ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const flagLines = (flags: readonly Flag[]): string[] =>
  table(
    flags.map(({ name, short, value, help }) => [
      `  ${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`,
      help,
    ]),
  );
