import type { StaticRule } from '../rule.ts';
import { linesIn, stepAt } from '../workflow.ts';

export const ciActionUnpinned: StaticRule = {
  id: 'SLLM-CI-ACTION',
  title: 'Secret given to an action of a third party that is named by a tag',
  severity: 'low',
  why: 'A tag can be moved: whoever takes over the action reads the secret at the next run.',
  fix: 'Name the commit: `uses: owner/action@<40 digits> # v1`.',
  refs: ['LLM03:2025', 'CWE-1357'],
  texts: {
    ci(file, tell) {
      const lines = linesIn(file);
      for (const [index, line] of lines.entries()) {
        const [, owner = '', ref = ''] = /\buses:\s*["']?([\w-]+)\/[^@\s"']+@([^\s"'#]+)/.exec(line.text) ?? [];
        if (owner === '' || /^(?:actions|github)$/.test(owner) || /^[0-9a-f]{40}$/.test(ref)) continue;
        if (stepAt(lines, index).some(({ text }) => /\bsecrets\.(?!GITHUB_TOKEN\b)\w/.test(text))) tell(line);
      }
    },
  },
  bad: [
    {
      path: '.github/workflows/ci.yml',
      text: () => 'steps:\n  - uses: someone/review@v1\n    with:\n      key: ${{ secrets.OPENAI_API_KEY }}',
    },
  ],
  good: [
    {
      path: '.github/workflows/ci.yml',
      text: () =>
        `steps:\n  - uses: actions/checkout@v4\n  - uses: ./local\n  - uses: someone/review@${'0'.repeat(40)}\n    with:\n      key: \${{ secrets.OPENAI_API_KEY }}`,
    },
    {
      path: '.github/workflows/ci.yml',
      text: () =>
        'steps:\n  - uses: someone/lint@v1\n  - run: npm test\n    env:\n      KEY: ${{ secrets.OPENAI_API_KEY }}',
    },
  ],
};
