/** A public repository that the open data was made from. */
export interface Source {
  readonly repository: string;
  /** The commit that was read: 12 digits, as the data's own notes give it. */
  readonly commit: string;
  readonly licence: string;
}

/** Ways to make rows again that are no more than reading a file. See `rebuild/recipes.ts`. */
export type Recipe = 'presidio-research' | 'recognizers-text' | 'whole-file' | 'xquad' | 'vader';

/** The rows of one `source` in one file. */
export interface Feed {
  readonly file: string;
  /** The `source` field of the rows. */
  readonly source: string;
  readonly rows: number;
  readonly repository: string;
  readonly rebuild:
    | { readonly recipe: Recipe; readonly paths: readonly string[]; readonly type?: string }
    | { readonly because: string };
}

const DRAWN = 'which of its texts were drawn, and how they were cut, is not written down';
const COMPOSED = 'composed by a program that is not public';
const CODE = 'read out of program code by hand';

export const SOURCES: readonly Source[] = [
  { repository: 'Giskard-AI/prompt-injections', commit: 'ce50a549dadc', licence: 'MIT' },
  { repository: 'NVIDIA/garak', commit: 'cafbe992780d', licence: 'Apache-2.0' },
  { repository: 'PlexPt/awesome-chatgpt-prompts-zh', commit: '367ed18b9c50', licence: 'MIT' },
  { repository: 'PolyAI-LDN/task-specific-datasets', commit: '57ec275d8078', licence: 'CC-BY-4.0' },
  { repository: 'TanStack/query', commit: '40321a0b1b3b', licence: 'MIT' },
  { repository: 'Techiral/GPT-Jailbreak', commit: '4958ed2dc637', licence: 'MIT' },
  { repository: 'Yale-LILY/QMSum', commit: '83d7768c1f2b', licence: 'MIT' },
  { repository: 'afrisenti-semeval/afrisent-semeval-2023', commit: '5aec3cfcf87b', licence: 'CC-BY-4.0' },
  { repository: 'allenai/scitldr', commit: '5ccad9c00a60', licence: 'Apache-2.0' },
  { repository: 'cjhutto/vaderSentiment', commit: '44fc044cd877', licence: 'MIT' },
  { repository: 'clinc/oos-eval', commit: '828f8093932c', licence: 'CC-BY-3.0' },
  { repository: 'colinhacks/zod', commit: 'e516c3baf226', licence: 'MIT' },
  { repository: 'f/awesome-chatgpt-prompts', commit: 'f14bb05f1f38', licence: 'CC0-1.0' },
  { repository: 'gitleaks/gitleaks', commit: 'b58d3f102cf3', licence: 'MIT' },
  { repository: 'google-deepmind/xquad', commit: '7d30520c7175', licence: 'CC-BY-SA-4.0' },
  { repository: 'honojs/hono', commit: '28a9c128912d', licence: 'MIT' },
  { repository: 'kyahikaru/hinglish-prompt-injection-detector', commit: 'fa3330987c94', licence: 'MIT' },
  { repository: 'microsoft/BIPIA', commit: '1a2a91da6bb1', licence: 'MIT' },
  { repository: 'microsoft/Recognizers-Text', commit: '90e968ea44dc', licence: 'MIT' },
  { repository: 'microsoft/TaskTracker', commit: 'b4fabe25504d', licence: 'MIT' },
  { repository: 'microsoft/presidio', commit: '0aa9f8e44275', licence: 'MIT' },
  { repository: 'microsoft/presidio-research', commit: '7622dec1e5f7', licence: 'MIT' },
  { repository: 'microsoft/promptbench', commit: 'fcda538bd779', licence: 'MIT' },
  { repository: 'mik0w/pallms', commit: 'bfedec0fa6cb', licence: 'MIT' },
  { repository: 'nickboucher/trojan-source', commit: 'e3dc153fcf46', licence: 'MIT' },
  { repository: 'openai/human-eval', commit: '6d43fb980f9f', licence: 'MIT' },
  { repository: 'sherdencooper/GPTFuzz', commit: '1eddeb565740', licence: 'MIT' },
  { repository: 'sinanw/llm-security-prompt-injection', commit: 'c8af0b015a9a', licence: 'MIT' },
  { repository: 'vercel/ai', commit: 'ed857f50f112', licence: 'Apache-2.0' },
  { repository: 'yizhongw/self-instruct', commit: '0b26ccaa4159', licence: 'Apache-2.0' },
  { repository: 'yunwei37/prompt-hacker-collections', commit: '4ac361ae1bc8', licence: 'MIT' },
];

const recognizers = (model: string, type: string, rows: number, languages: readonly string[]): Feed => ({
  file: 'pii.jsonl',
  source: `microsoft/Recognizers-Text ${model}`,
  rows,
  repository: 'microsoft/Recognizers-Text',
  rebuild: {
    recipe: 'recognizers-text',
    paths: languages.map((language) => `Specs/Sequence/${language}/${model}.json`),
    type,
  },
});

const XQUAD = ['ar', 'de', 'el', 'en', 'es', 'hi', 'ro', 'ru', 'th', 'tr', 'vi', 'zh'].map(
  (lang) => `xquad.${lang}.json`,
);
const xquad = (file: string, source: string, rows: number): Feed => ({
  file,
  source,
  rows,
  repository: 'google-deepmind/xquad',
  rebuild: { recipe: 'xquad', paths: XQUAD },
});

const vader = (name: string, rows: number): Feed => ({
  file: 'sentiment.jsonl',
  source: `cjhutto/vaderSentiment ground truth ${name}`,
  rows,
  repository: 'cjhutto/vaderSentiment',
  rebuild: { recipe: 'vader', paths: [`additional_resources/hutto_ICWSM_2014/${name}_GroundTruth.txt`] },
});

const not = (file: string, source: string, rows: number, repository: string, because: string): Feed => ({
  file,
  source,
  rows,
  repository,
  rebuild: { because },
});

const NAMES = {
  'Assembly/*.s': ['commenting-out', 'early-return', 'homoglyph-function', 'invisible-function', 'stretched-string'],
  'C#/*.csx': ['commenting-out', 'homoglyph-function', 'invisible-function', 'stretched-string'],
  'Python/*.py': ['commenting-out', 'early-return', 'homoglyph-function', 'invisible-function'],
  'Rust/*.rs': ['commenting-out', 'homoglyph-function', 'stretched-string'],
  'SQL/*.py': ['commenting-out', 'early-return', 'homoglyph-function', 'invisible-function', 'stretched-string'],
  'Solidity/*.sol': ['commenting-out', 'early-return', 'homoglyph-function', 'invisible-function', 'stretched-string'],
};
const TROJANS = Object.entries(NAMES).flatMap(([place, names]) => names.map((name) => place.replace('*', name)));

/** Every source of the first collection. Those of `injection-more.jsonl` and `names.jsonl` have no commits in their notes. */
export const FEEDS: readonly Feed[] = [
  {
    file: 'pii.jsonl',
    source: 'microsoft/presidio-research synth_dataset_v2',
    rows: 1385,
    repository: 'microsoft/presidio-research',
    rebuild: { recipe: 'presidio-research', paths: ['data/synth_dataset_v2.json'] },
  },
  recognizers('PhoneNumberModel', 'PHONE', 899, [
    'Chinese',
    'Dutch',
    'English',
    'Hindi',
    'Japanese',
    'Portuguese',
    'Turkish',
  ]),
  recognizers('IpAddressModel', 'IP_ADDRESS', 105, ['Chinese', 'English', 'Japanese', 'Portuguese']),
  recognizers('URLModel', 'URL', 68, ['Chinese', 'English', 'Japanese']),
  recognizers('EmailModel', 'EMAIL', 20, ['English', 'Chinese']),
  recognizers('GUIDModel', 'GUID', 15, ['English']),
  not('secrets.jsonl', 'gitleaks/gitleaks rules', 504, 'gitleaks/gitleaks', CODE),
  not('secrets.jsonl', 'vercel/ai lock-file lines (hash look-alikes)', 95, 'vercel/ai', DRAWN),
  not('secrets.jsonl', 'microsoft/presidio workflow lines (pinned SHAs)', 56, 'microsoft/presidio', DRAWN),
  {
    file: 'unicode.jsonl',
    source: 'nickboucher/trojan-source',
    rows: 26,
    repository: 'nickboucher/trojan-source',
    rebuild: { recipe: 'whole-file', paths: TROJANS },
  },
  xquad('unicode.jsonl', 'google-deepmind/xquad', 120),
  not(
    'unicode.jsonl',
    'constructed: microsoft/BIPIA train payload hidden in xquad en context',
    140,
    'microsoft/BIPIA',
    COMPOSED,
  ),
  not('unicode.jsonl', 'constructed: emoji sequence (Unicode emoji-test) after a plain sentence', 60, '', COMPOSED),
  not('exfil.jsonl', 'microsoft/promptbench documentation', 24, 'microsoft/promptbench', DRAWN),
  not('exfil.jsonl', 'vercel/ai documentation', 45, 'vercel/ai', DRAWN),
  not('exfil.jsonl', 'TanStack/query documentation', 33, 'TanStack/query', DRAWN),
  not('exfil.jsonl', 'colinhacks/zod documentation', 30, 'colinhacks/zod', DRAWN),
  not('exfil.jsonl', 'honojs/hono documentation', 10, 'honojs/hono', DRAWN),
  not('exfil.jsonl', 'NVIDIA/garak web_injection detector tests', 15, 'NVIDIA/garak', CODE),
  not(
    'exfil.jsonl',
    'constructed from NVIDIA/garak xss data (domains, variable names, link texts)',
    100,
    'NVIDIA/garak',
    COMPOSED,
  ),
  xquad('injection.jsonl', 'google-deepmind/xquad context', 167),
  xquad('injection.jsonl', 'google-deepmind/xquad question', 167),
  not(
    'injection.jsonl',
    'deepset/prompt-injections train (via sinanw/llm-security-prompt-injection)',
    494,
    'sinanw/llm-security-prompt-injection',
    DRAWN,
  ),
  not(
    'injection.jsonl',
    'deepset/prompt-injections test (via sinanw/llm-security-prompt-injection)',
    104,
    'sinanw/llm-security-prompt-injection',
    DRAWN,
  ),
  not('injection.jsonl', 'verazuo/jailbreak_llms in-the-wild (via NVIDIA/garak)', 429, 'NVIDIA/garak', DRAWN),
  not('injection.jsonl', 'clinc/oos-eval', 347, 'clinc/oos-eval', DRAWN),
  not(
    'injection.jsonl',
    'kyahikaru/hinglish-prompt-injection-detector',
    325,
    'kyahikaru/hinglish-prompt-injection-detector',
    DRAWN,
  ),
  not('injection.jsonl', 'microsoft/TaskTracker trigger in xquad context', 257, 'microsoft/TaskTracker', COMPOSED),
  not('injection.jsonl', 'microsoft/TaskTracker pair', 167, 'microsoft/TaskTracker', DRAWN),
  not('injection.jsonl', 'yizhongw/self-instruct user-oriented', 252, 'yizhongw/self-instruct', DRAWN),
  not('injection.jsonl', 'yizhongw/self-instruct seed', 174, 'yizhongw/self-instruct', DRAWN),
  not('injection.jsonl', 'PolyAI-LDN banking77', 249, 'PolyAI-LDN/task-specific-datasets', DRAWN),
  not('injection.jsonl', 'f/awesome-chatgpt-prompts@3675f4747f', 208, 'f/awesome-chatgpt-prompts', DRAWN),
  not('injection.jsonl', 'microsoft/BIPIA train', 184, 'microsoft/BIPIA', COMPOSED),
  not('injection.jsonl', 'openai/human-eval', 158, 'openai/human-eval', DRAWN),
  not('injection.jsonl', 'PlexPt/awesome-chatgpt-prompts-zh', 123, 'PlexPt/awesome-chatgpt-prompts-zh', DRAWN),
  not('injection.jsonl', 'mik0w/pallms', 34, 'mik0w/pallms', DRAWN),
  not('injection.jsonl', 'Giskard-AI/prompt-injections', 15, 'Giskard-AI/prompt-injections', DRAWN),
  not('injection.jsonl', 'NVIDIA/garak whois_injection_contexts', 14, 'NVIDIA/garak', DRAWN),
  not('injection.jsonl', 'NVIDIA/garak normal_instructions', 5, 'NVIDIA/garak', DRAWN),
  not('injection.jsonl', 'NVIDIA/garak dan', 4, 'NVIDIA/garak', DRAWN),
  not('injection.jsonl', 'NVIDIA/garak tap', 6, 'NVIDIA/garak', DRAWN),
  not('injection.jsonl', 'sherdencooper/GPTFuzz', 14, 'sherdencooper/GPTFuzz', DRAWN),
  not('injection.jsonl', 'Techiral/GPT-Jailbreak', 1, 'Techiral/GPT-Jailbreak', DRAWN),
  not('injection.jsonl', 'yunwei37/prompt-hacker-collections', 2, 'yunwei37/prompt-hacker-collections', DRAWN),
  vader('tweets', 1551),
  vader('amazonReviewSnippets', 1194),
  vader('nytEditorialSnippets', 997),
  vader('movieReviewSnippets', 671),
  ...['arq', 'ary', 'swa', 'por', 'hau', 'pcm', 'yor'].map((language) =>
    not(
      'sentiment.jsonl',
      `AfriSenti ${language} train`,
      language === 'pcm' ? 149 : 150,
      'afrisenti-semeval/afrisent-semeval-2023',
      DRAWN,
    ),
  ),
  not('summaries.jsonl', 'allenai/scitldr SciTLDR-A train', 349, 'allenai/scitldr', DRAWN),
  not('summaries.jsonl', 'allenai/scitldr SciTLDR-A dev', 50, 'allenai/scitldr', DRAWN),
  not('summaries.jsonl', 'Yale-LILY/QMSum val span', 52, 'Yale-LILY/QMSum', COMPOSED),
  not('summaries.jsonl', 'Yale-LILY/QMSum val', 18, 'Yale-LILY/QMSum', COMPOSED),
];
