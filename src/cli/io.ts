/** Where a command prints. */
export interface Output {
  /** A person reads along: colours and line breaks make sense. */
  readonly isTTY: boolean;
  /** Width in characters; 80 where it is not known. */
  readonly columns: number;
  /** Resolves once the text has been handed over. Rejects with OutputClosedError when nobody reads any more. */
  write(text: string): Promise<void>;
}

/** What a command may touch. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: { readonly [name: string]: string | undefined };
  /** Aborted at Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The reader of our output has gone, as in `secure-llm … | head -1`. No failure of ours. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError';
}

/** The process's own. The first Ctrl-C aborts, the next one ends the process as it always does. */
export function processIo(): Io {
  process.env.NoDefaultCurrentDirectoryInExePath = '1'; // Windows looks for git and npm in the folder that is audited, else
  const interrupted = new AbortController();
  process.once('SIGINT', () => {
    interrupted.abort(new DOMException('Interrupted', 'AbortError'));
    process.stdin.destroy(); // a read in progress would keep the process alive
  });
  return {
    stdin: process.stdin,
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    env: process.env,
    signal: interrupted.signal,
  };
}

function outputTo(stream: NodeJS.WriteStream): Output {
  stream.on('error', () => {}); // reported by the write it belongs to
  return {
    isTTY: stream.isTTY === true,
    columns: stream.columns ?? 80,
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error ? reject(new OutputClosedError()) : resolve()));
      }),
  };
}
