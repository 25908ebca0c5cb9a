import type { StaticRule } from '../rule.ts';
import { linesIn } from '../workflow.ts';

export const ciSecretPrinted: StaticRule = {
  id: 'SLLM-CI-SECRET-PRINTED',
  title: 'Secret printed by a pipeline',
  severity: 'high',
  why: 'Logs are kept, shared and often public; masks hold for the exact text alone, not for half of it or another encoding.',
  fix: 'Print whether it is set, never what it is.',
  refs: ['LLM02:2025', 'CWE-532'],
  texts: {
    ci(file, tell) {
      for (const line of linesIn(file))
        if (line.isShell && PRINTS.test(line.text) && !/[|>]|add-mask/.test(afterPrint(line.text))) tell(line);
    },
  },
  bad: [
    {
      path: '.github/workflows/ci.yml',
      text: () => 'jobs:\n  a:\n    steps:\n      - run: echo "key is ${{ secrets.OPENAI_API_KEY }}"',
    },
    { path: '.gitlab-ci.yml', text: () => 'test:\n  script:\n    - echo $ANTHROPIC_API_KEY\n    - npm test' },
    {
      path: '.github/workflows/ci.yml',
      text: () =>
        'jobs:\n  a:\n    steps:\n      - run: |\n          npm ci\n          echo "using ${OPENAI_API_KEY:0:8}"',
    },
  ],
  good: [
    {
      path: '.github/workflows/ci.yml',
      text: () =>
        'steps:\n  - run: echo "${{ secrets.REGISTRY_PASSWORD }}" | docker login --password-stdin\n  - run: echo "KEY=${{ secrets.KEY }}" >> .env',
    },
    {
      path: '.gitlab-ci.yml',
      text: () =>
        'test:\n  script:\n    - test -n "$OPENAI_API_KEY" || echo "OPENAI_API_KEY is missing"\n    - echo "set ${OPENAI_API_KEY:+yes}"',
    },
    { path: '.github/workflows/ci.yml', text: () => 'env:\n  OPENAI_API_KEY: ${{ secrets.OPENAI_API_KEY }}' },
  ],
};

const PRINTS =
  /\b(?:echo|printf|cat <<<)\b[^|&;]{0,500}(?:\$\{\{\s*secrets\.(?!GITHUB_TOKEN)\w+|\$\{?\w{0,64}(?:API_?KEY|SECRET|TOKEN|PASSWORD)\b(?!:\+))/;

const afterPrint = (line: string): string =>
  line.slice(line.search(/\b(?:echo|printf|cat <<<)\b/)).replace(/[<>]&?\d/g, '');
