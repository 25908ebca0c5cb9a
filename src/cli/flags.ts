export const COMMANDS = ['chat', 'summarize', 'sentiment', 'serve', 'log', 'keys', 'audit', 'scan'] as const;

export type CommandName = (typeof COMMANDS)[number];

/** An option of the command line. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in the help; without it, the flag takes none. */
  readonly value?: string;
  readonly commands: readonly CommandName[];
  readonly help: string;
}

/** The commands that ask a provider. */
const ASKING = ['chat', 'summarize', 'sentiment'] as const satisfies readonly CommandName[];

/** The commands that work with a provider. */
export const PROVIDED = [...ASKING, 'serve'] as const satisfies readonly CommandName[];

/** Every flag, in the order of the help: those of one command first. */
export const FLAGS = [
  {
    name: 'prompt',
    short: 'p',
    value: 'TEXT',
    commands: ['chat'],
    help: 'The question; files are then what it is about',
  },
  { name: 'max-words', value: 'N', commands: ['summarize'], help: 'Longest summary: 1 to 10000 words (default 120)' },
  {
    name: 'format',
    value: 'NAME',
    commands: ['summarize', 'log'],
    help: 'paragraph, bullets or headline; of a log jsonl or csv',
  },
  { name: 'focus', value: 'TEXT', commands: ['summarize'], help: 'What the summary is about: a topic or a question' },
  {
    name: 'language',
    value: 'NAME',
    commands: ['summarize'],
    help: 'Language to write in (default: that of the text)',
  },
  { name: 'aspects', value: 'A,B', commands: ['sentiment'], help: 'Judge these too, each on its own: at most 20' },
  {
    name: 'each',
    commands: ['summarize', 'sentiment'],
    help: 'Take every file by itself, several at a time',
  },
  {
    name: 'checkpoint',
    value: 'FILE',
    commands: ['log', 'audit'],
    help: 'Checkpoint kept elsewhere: JSON, of which the last line counts',
  },
  {
    name: 'key-env',
    value: 'NAME',
    commands: ['log', 'keys', 'audit'],
    help: 'Variable that holds the keys (default SECURE_LLM_KEYS)',
  },
  { name: 'key-file', value: 'FILE', commands: ['log', 'keys', 'audit'], help: 'File that holds the keys' },
  { name: 'key-id', value: 'ID', commands: ['keys'], help: 'Id of the new key (default k1, k2 and so on)' },
  { name: 'out', value: 'FILE', commands: ['keys'], help: 'Write a new ring here, for you alone, and print no key' },
  { name: 'drop', value: 'ID', commands: ['keys'], help: 'Remove this old key by rotate, and add none' },
  { name: 'content', commands: ['log'], help: 'Open with the keys what was asked and answered: show, tail, export' },
  {
    name: 'public-key',
    value: 'FILE',
    commands: ['log', 'audit'],
    help: 'Ed25519 key of a signed checkpoint, in PEM form',
  },
  { name: 'lines', short: 'n', value: 'N', commands: ['log'], help: 'How many tail prints: 1 to 100000 (default 10)' },
  {
    name: 'keys',
    value: 'DIR',
    commands: ['serve', 'keys', 'audit'],
    help: 'Folder of API keys (keys: default .secure-llm/keys)',
  },
  { name: 'principal', value: 'ID', commands: ['keys'], help: 'Whose API key it is' },
  { name: 'tenant', value: 'ID', commands: ['keys'], help: 'The tenant that they belong to' },
  {
    name: 'scopes',
    value: 'A,B',
    commands: ['keys'],
    help: 'What the key may do (default: all but tokens)',
  },
  { name: 'models', value: 'A,B', commands: ['keys'], help: 'Models that the key may ask for (default: all)' },
  { name: 'expires', value: 'TIME', commands: ['keys'], help: 'When the key ends: 30m, 12h or 90d from now' },
  { name: 'name', value: 'TEXT', commands: ['keys'], help: 'What the key is for, in words of yours' },
  { name: 'port', value: 'N', commands: ['serve'], help: 'Port: 0 to 65535, 0 for one that is free (default 8787)' },
  { name: 'host', value: 'NAME', commands: ['serve'], help: 'Address to listen on (default 127.0.0.1)' },
  { name: 'config', value: 'FILE', commands: ['serve'], help: 'TypeScript or JavaScript that exports a gateway' },
  { name: 'cert', value: 'FILE', commands: ['serve'], help: 'Certificate in PEM form: serves TLS 1.2 and 1.3' },
  { name: 'key', value: 'FILE', commands: ['serve'], help: 'Key of the certificate, in PEM form' },
  { name: 'playground', commands: ['serve'], help: 'A page to chat in, at /playground/, for this machine alone' },
  { name: 'behind-proxy', commands: ['serve'], help: 'A proxy in front speaks TLS: other hosts than this one may ask' },
  {
    name: 'format',
    value: 'NAME',
    commands: ['audit'],
    help: 'text (default), json, sarif, junit, html or markdown',
  },
  { name: 'out', short: 'o', value: 'FILE', commands: ['audit'], help: 'Write the report there, not to stdout' },
  {
    name: 'baseline',
    value: 'FILE',
    commands: ['audit'],
    help: 'An earlier report as JSON: tells what is new and what is fixed',
  },
  {
    name: 'fail-on',
    value: 'WHAT',
    commands: ['audit'],
    help: 'any (default), critical, high, medium, low, new or none',
  },
  {
    name: 'target',
    value: 'WHAT',
    commands: ['audit'],
    help: 'Attack gullible, a provider, an address, or a module with a client',
  },
  { name: 'probes', value: 'N', commands: ['audit'], help: 'Attacks of each category: 1 to 1000 (default 20)' },
  { name: 'seed', value: 'N', commands: ['audit'], help: 'The same seed makes the same attacks (default 1)' },
  { name: 'budget', value: 'N', commands: ['audit'], help: 'Begin no attack after so many calls of the model' },
  { name: 'max-cost', value: 'AMOUNT', commands: ['audit'], help: 'Begin no attack after so many dollars' },
  { name: 'resume', value: 'FILE', commands: ['audit'], help: 'Keep verdicts there, and go on from them' },
  {
    name: 'stage',
    value: 'NAME',
    commands: ['scan'],
    help: 'input: text for a model (default); output: an answer of one',
  },
  { name: 'trust', value: 'NAME', commands: ['scan'], help: 'Who wrote the input: untrusted (default) or user' },
  { name: 'redact', commands: ['scan'], help: 'Print the text with everything replaced that can be' },
  { name: 'report', commands: ['scan'], help: 'Exit with 0, whatever is found' },
  {
    name: 'dependencies',
    commands: ['audit'],
    help: 'Check lockfile, install scripts and known vulnerabilities',
  },
  {
    name: 'sbom',
    value: 'FILE',
    commands: ['audit'],
    help: 'Check dependencies, and write a CycloneDX bill of them',
  },
  { name: 'log', value: 'FILE', commands: ['audit'], help: 'Check an audit log of secure-llm from end to end' },
  { name: 'url', value: 'URL', commands: ['audit'], help: 'Check a running gateway from outside' },
  {
    name: 'probe-limits',
    value: 'N',
    commands: ['audit'],
    help: 'Send up to N requests to --url, to meet its rate limit: 1 to 100000',
  },
  { name: 'instructions', value: 'TEXT', commands: ASKING, help: 'System text of your own, for language models' },
  {
    name: 'provider',
    value: 'NAME',
    commands: PROVIDED,
    help: 'local (default: no key, no network), openai, anthropic or google',
  },
  {
    name: 'model',
    value: 'NAME',
    commands: [...PROVIDED, 'audit'],
    help: 'Model (default: gpt-5-mini, claude-haiku-5-5 or gemini-3.8-flash)',
  },
  { name: 'base-url', value: 'URL', commands: PROVIDED, help: 'Another endpoint that speaks the API of the provider' },
  { name: 'report', commands: PROVIDED, help: 'Replace and refuse nothing; note what the safeguards find' },
  { name: 'json', commands: COMMANDS, help: 'Print the whole result as one JSON object' },
  { name: 'quiet', short: 'q', commands: COMMANDS, help: 'Print no notes and no progress, only results and failures' },
  { name: 'help', short: 'h', commands: COMMANDS, help: 'Print this help' },
  { name: 'version', commands: COMMANDS, help: 'Print the version' },
] as const satisfies readonly Flag[];

export type FlagName = (typeof FLAGS)[number]['name'];

/** What a name stands for: `--format` is another flag for another command. */
export const flagsNamed = (name: string): readonly Flag[] => FLAGS.filter((flag) => flag.name === name);
