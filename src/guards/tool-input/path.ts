import { CWE_22, type ToolInputRule } from './rule.ts';

/** What leads out of a folder. */
export const PATHS: readonly ToolInputRule[] = [
  {
    rule: 'tool-input/path-parent',
    kind: 'path',
    what: 'A step to the parent folder, also percent-encoded once or twice',
    source: CWE_22,
    examples: [() => '../../etc/hosts', () => 'a\\..\\..\\b', () => '%2e%2e%2fa', () => '..%252fa', () => '..'],
    lookAlikes: [() => 'wait...', () => 'a..b', () => './a/b'],
    knownMisses: 'Overlong UTF-8.',
    pattern:
      /(?<![\w.])(?:(?:\.|%(?:25)?2e){2}(?:[/\\]|%(?:25)?(?:2f|5c))){1,40}(?:(?:\.|%(?:25)?2e){2}(?![\w.%]))?|^\.\.$/gi,
  },
  {
    rule: 'tool-input/path-system',
    kind: 'path',
    what: 'A file of the system, of credentials or of processes',
    source: CWE_22,
    examples: [
      () => '/etc/passwd',
      () => '~/.ssh/id_ed25519',
      () => 'C:\\Windows\\System32',
      () => '/proc/self/environ',
    ],
    lookAlikes: [() => 'docs/etc/notes.md', () => 'notes about ssh'],
    knownMisses: 'Paths of single programs.',
    pattern:
      /(?<![\w./])(?:\/(?:etc|proc|sys|dev|root|boot)\/|~\/\.|\/home\/[\w.-]{1,40}\/\.|[A-Za-z]:[\\/](?:Windows|Users|ProgramData)[\\/])[\w./\\-]{1,120}/gi,
  },
  {
    rule: 'tool-input/path-scheme',
    kind: 'path',
    what: 'A file URL, a share of another machine, or a zero byte',
    source: CWE_22,
    examples: [() => 'file:///etc/hosts', () => '\\\\server\\share', () => 'a.png%00.txt', () => 'php://filter/x'],
    lookAlikes: [() => 'https://example.com/a', () => 'file: a.txt'],
    knownMisses: 'Schemes of single programs.',
    pattern:
      /\b(?:file|php|phar|jar|gopher|dict|expect):\/\/[^\s"'<>]{0,160}|(?<![\w\\:])\\\\[\w.-]{1,60}\\[\w$.-]{1,60}|%00|\0/gi,
  },
];
