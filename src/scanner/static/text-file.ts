/** Files that are no scripts, by what reads them. */
export type TextKind = 'json' | 'env' | 'dockerfile' | 'ci' | 'html';

/** A file that a matcher reads by its text. */
export interface TextFile {
  readonly path: string;
  readonly kind: TextKind;
  readonly text: string;
  /** Parsed, where `kind` is `json`; undefined where that failed. */
  readonly json?: unknown;
}

const KINDS: readonly (readonly [TextKind, RegExp])[] = [
  ['json', /\.json$/],
  ['env', /(^|\/)\.env(\.[\w.-]+)?$/],
  ['dockerfile', /(^|\/)(Dockerfile(\.[\w-]+)?|[\w-]+\.dockerfile)$/i],
  [
    'ci',
    /(^|\/)(\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml|bitbucket-pipelines\.yml|azure-pipelines\.yml|\.circleci\/config\.yml)$/,
  ],
  ['html', /\.html?$/],
];

export const textKindOf = (path: string): TextKind | undefined => KINDS.find(([, form]) => form.test(path))?.[0];
