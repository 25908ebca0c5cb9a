import type { SecureLLMClient } from '../../client.ts';
import type { Flags } from '../arguments.ts';
import type { Io } from '../io.ts';

/** What a command works with. */
export interface CommandContext {
  readonly files: readonly string[];
  readonly flags: Flags;
  readonly io: Io;
  /** Made when it is first asked for: wrong files are reported before keys. */
  readonly client: () => Promise<SecureLLMClient>;
  /** Says something beside the result, on stderr. */
  readonly note: (notes: readonly string[]) => Promise<void>;
  /** What the process exits with where the command ends well, or its reader goes early: 1 where it has found what it was to look for. */
  readonly exitWith: (code: 0 | 1) => void;
}

/** Carries a command out and prints its result. */
export type Command = (context: CommandContext) => Promise<void>;
