/** Calls a function of the caller's own; whatever it throws, or rejects with, is lost and harms nobody. */
export function tell<Event>(listener: (event: Event) => unknown, event: Event): void {
  try {
    const told = listener(event);
    if (told instanceof Promise) told.catch(() => {});
  } catch {
    // theirs: a call must not fail because somebody watches it
  }
}
