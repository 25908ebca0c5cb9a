import type { RuleInfo } from '../report.ts';
import type { ScriptFile } from './script-file.ts';
import type { TextFile, TextKind } from './text-file.ts';

/** Offsets in the text of a file, in UTF-16 units, end exclusive. A node of a syntax tree has them. */
export interface Span {
  readonly start?: number | null | undefined;
  readonly end?: number | null | undefined;
}

/** Tells what is wrong, and where. `message` by default is the title of the rule; it never quotes the code. */
export type Tell = (span: Span, message?: string) => void;

/** A file of an example, as a function, so that no source file holds what looks like a live secret. */
export interface Example {
  /** Decides how it is read. @default 'src/app.ts' */
  readonly path?: string;
  readonly text: () => string;
}

/** A rule about TypeScript and JavaScript, about other files by kind, or both. */
export interface StaticRule extends RuleInfo {
  /** Whether it says something about tests too, where it would be as wrong. @default false */
  readonly alsoInTests?: true;
  readonly script?: (file: ScriptFile, tell: Tell) => void;
  readonly texts?: { readonly [Kind in TextKind]?: (file: TextFile, tell: Tell) => void };
  /** Each must be found, by this rule, at least once. */
  readonly bad: readonly Example[];
  /** Code that looks like it and is in order: this rule finds nothing there. */
  readonly good: readonly Example[];
}
