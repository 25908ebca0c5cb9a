import type { Io } from '../io.ts';

/** Resolves at the first SIGTERM or Ctrl-C; the next one ends the process as it always does. */
export async function stopped({ signal }: Io): Promise<void> {
  if (signal.aborted) return;
  let stop = () => {};
  const asked = new Promise<void>((resolve) => {
    stop = resolve;
  });
  process.once('SIGTERM', stop);
  signal.addEventListener('abort', stop, { once: true });
  await asked;
  process.off('SIGTERM', stop);
}
