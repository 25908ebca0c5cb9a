import type { StaticRule } from '../rule.ts';
import { linesIn } from '../workflow.ts';

export const ciEventInShell: StaticRule = {
  id: 'SLLM-CI-EVENT-IN-SHELL',
  title: 'Words of a stranger put into a shell by a pipeline',
  severity: 'high',
  why: 'Titles, comments and branch names are put in before the shell reads the line, so that what they say is run.',
  fix: 'Hand them over as a variable of `env`, and use it as "$TITLE".',
  refs: ['LLM01:2025', 'CWE-78'],
  texts: {
    ci(file, tell) {
      for (const line of linesIn(file)) if (line.isShell && EVENT.test(line.text)) tell(line);
    },
  },
  bad: [
    {
      path: '.github/workflows/triage.yml',
      text: () => 'on: issues\nsteps:\n  - run: |\n      npx ask "Sort this: ${{ github.event.issue.title }}"',
    },
  ],
  good: [
    {
      path: '.github/workflows/triage.yml',
      text: () =>
        'on: issues\nsteps:\n  - env:\n      TITLE: ${{ github.event.issue.title }}\n    run: npx ask "$TITLE"\n  - run: echo ${{ github.event.issue.number }}',
    },
  ],
};

const EVENT =
  /\$\{\{[^}]{0,200}\bgithub\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion|comment|review|review_comment|head_commit)\.(?:title|body|message|head\.ref|head\.label)|pages|commits))/;
