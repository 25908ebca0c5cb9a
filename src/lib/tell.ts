/** Calls a function of the caller's own; whatever it throws, or rejects with, is lost and harms nobody. */
export const tell = <Event>(listener: (event: Event) => unknown, event: Event): void => quietly(() => listener(event));

/** Does what must fail nobody: what it throws, or rejects with, is lost. */
export function quietly(run: () => unknown): void {
  try {
    const done = run();
    if (done instanceof Promise) done.catch(() => {});
  } catch {
    // such as a listener of the caller's: a call must not fail because somebody watches it
  }
}
