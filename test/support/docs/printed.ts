import { format } from 'node:util';
import { vi } from 'vitest';

/** What `run` prints to standard output, without the line break at its end. */
export async function printedBy(run: () => Promise<unknown>): Promise<string> {
  let printed = '';
  const log = vi.spyOn(console, 'log').mockImplementation((...values) => {
    printed += `${format(...values)}\n`;
  });
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  try {
    await run();
  } finally {
    log.mockRestore();
    write.mockRestore();
  }
  return printed.replace(/\n$/, '');
}
