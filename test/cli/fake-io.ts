import { type Io, type Output, OutputClosedError } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run.ts';

export interface FakeIoOptions {
  /** What is piped in; without it, stdin is a terminal. */
  readonly stdin?: string | Uint8Array | undefined;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly env?: Io['env'] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with everything printed to stdout so far; `false` closes it. */
  readonly onPrint?: ((soFar: string) => boolean | undefined) | undefined;
}

/** Streams in memory, and what was printed to them. */
export function fakeIo(options: FakeIoOptions = {}) {
  const { stdin, isTTY = false, columns = 80, env = {}, signal = new AbortController().signal, onPrint } = options;
  const printed = { out: '', err: '' };
  const output = (name: 'out' | 'err'): Output => ({
    isTTY,
    columns,
    async write(text) {
      if (name === 'out' && onPrint?.(printed.out + text) === false) throw new OutputClosedError();
      printed[name] += text;
    },
  });
  const bytes = typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin;
  const io: Io = {
    stdin: Object.assign(piped(bytes), { isTTY: bytes === undefined }),
    stdout: output('out'),
    stderr: output('err'),
    env,
    signal,
  };
  return { io, printed };
}

/** Runs a command line, and answers with its exit code and what it printed. */
export async function secureLLM(argv: readonly string[], options?: FakeIoOptions) {
  const { io, printed } = fakeIo(options);
  const code = await run(argv, io);
  return { code, ...printed };
}

async function* piped(bytes: Uint8Array | undefined): AsyncGenerator<Uint8Array, void> {
  if (bytes) for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}
