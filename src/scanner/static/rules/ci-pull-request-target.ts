import type { StaticRule } from '../rule.ts';
import { linesIn } from '../workflow.ts';

export const ciPullRequestTarget: StaticRule = {
  id: 'SLLM-CI-PR-TARGET',
  title: 'Code of a stranger checked out by a workflow with secrets',
  severity: 'critical',
  why: '`pull_request_target` runs with the secrets and rights of your repository, here on files that anybody can send.',
  fix: 'Use `pull_request`, or leave out the checkout of its head.',
  refs: ['LLM03:2025', 'CWE-829'],
  texts: {
    ci(file, tell) {
      const lines = linesIn(file);
      if (!lines.some(({ text }) => /\bpull_request_target\b/.test(text))) return;
      for (const line of lines) if (HEAD.test(line.text)) tell(line);
    },
  },
  bad: [
    {
      path: '.github/workflows/review.yml',
      text: () =>
        'on: pull_request_target\njobs:\n  review:\n    steps:\n      - uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}',
    },
  ],
  good: [
    {
      path: '.github/workflows/review.yml',
      text: () =>
        'on: pull_request\nsteps:\n  - uses: actions/checkout@v4\n    with:\n      ref: ${{ github.event.pull_request.head.sha }}',
    },
    {
      path: '.github/workflows/label.yml',
      text: () => 'on: pull_request_target\nsteps:\n  - uses: actions/labeler@v5\n  - uses: actions/checkout@v4',
    },
  ],
};

const HEAD =
  /\bref:\s*["']?\$\{\{\s*(?:github\.event\.pull_request\.head\.(?:sha|ref)|github\.head_ref)\b|\brepository:\s*["']?\$\{\{\s*github\.event\.pull_request\.head\.repo\b|refs\/pull\/\$\{\{|\bgh pr checkout\b/;
