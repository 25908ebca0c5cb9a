import { madeUp } from '../../../guards/secrets/rule.ts';
import type { Stretch } from '../inline-scripts.ts';
import { keysIn } from '../keys.ts';
import type { StaticRule, Tell } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';
import type { TextFile } from '../text-file.ts';

function anywhere({ text }: TextFile, tell: Tell): void {
  for (const key of keysIn(text)) tell(key);
}

const openAiKey = () => `sk-proj-${madeUp(120)}`;
const googleKey = () => `AIza${'Sy'}${madeUp(33)}`;

export const keyInSource: StaticRule = {
  id: 'SLLM-KEY-IN-SOURCE',
  title: 'API key in source code',
  severity: 'critical',
  why: 'Whoever can read the repository, its history, an image or a bundle made of it can spend your money and read your data.',
  fix: 'Revoke the key, read the new one from the environment or a secret manager, and keep it out of the history.',
  refs: ['LLM02:2025', 'API2:2023', 'CWE-798'],
  alsoInTests: true,
  script(file, tell) {
    const written = writtenIn(file);
    let index = 0;
    for (const key of keysIn(file.text)) {
      while ((written[index]?.end ?? Number.POSITIVE_INFINITY) <= key.start) index++;
      if ((written[index]?.start ?? Number.POSITIVE_INFINITY) <= key.start) tell(key);
    }
  },
  texts: { json: anywhere, dockerfile: anywhere, ci: anywhere, html: anywhere },
  bad: [
    { text: () => `const openai = new OpenAI({ apiKey: '${openAiKey()}' });` },
    { text: () => `// the old one: sk-ant-api03-${madeUp(93)}AA\nconst client = new Anthropic();` },
    { text: () => `fetch(url, { headers: { Authorization: \`Bearer gsk_${madeUp(52)}\` } });` },
    { path: 'test/app.test.ts', text: () => `process.env.OPENAI_API_KEY = '${openAiKey()}';` },
    { path: 'config/default.json', text: () => `{ "openai": { "apiKey": "${openAiKey()}" } }` },
    { path: 'Dockerfile', text: () => `FROM node:24\nENV OPENAI_API_KEY=${openAiKey()}\n` },
    { path: '.github/workflows/ci.yml', text: () => `env:\n  GEMINI_API_KEY: ${googleKey()}\n` },
    { path: 'index.html', text: () => `<script>const key = '${openAiKey()}';</script>` },
  ],
  good: [
    { text: () => "new OpenAI({ apiKey: process.env.OPENAI_API_KEY ?? 'sk-your-key-here' });" },
    { text: () => `const masked = 'sk-${'x'.repeat(48)}';` },
    { text: () => "const classes = 'sk-circle sk-child-circle task-list-item-with-a-long-name';" },
    { text: () => "const password = 'correct-horse-battery';" },
    {
      text: () =>
        `initializeApp({ apiKey: '${googleKey()}', authDomain: 'shop.firebaseapp.com', messagingSenderId: '123456789012' });`,
    },
    {
      path: 'index.html',
      text: () => `<script src="https://maps.googleapis.com/maps/api/js?key=${googleKey()}"></script>`,
    },
    { path: 'package-lock.json', text: () => `{ "integrity": "sha512-${madeUp(86)}==" }` },
    { path: '.github/workflows/ci.yml', text: () => 'env:\n  OPENAI_API_KEY: ${{ secrets.OPENAI_API_KEY }}\n' },
  ],
};

/** Where a file holds text of its own: literals and comments. */
const writtenIn = (file: ScriptFile): readonly Stretch[] =>
  [
    ...file.comments,
    ...[...file.nodes('StringLiteral'), ...file.nodes('TemplateElement'), ...file.nodes('JSXText')].map(
      ({ start, end }) => ({ start: start ?? 0, end: end ?? 0 }),
    ),
  ].sort((one, other) => one.start - other.start);
