const MOST = 10_000;

/** The highest versions that were seen, of the names that were used last. */
export class SeenVersions {
  readonly #versions = new Map<string, number>(); // by last use

  /** 0 where nothing is known. */
  of(name: string): number {
    return this.#versions.get(name) ?? 0;
  }

  forget(name: string): void {
    this.#versions.delete(name);
  }

  /** Forgets all names that begin so. */
  forgetAll(beginning: string): void {
    for (const name of this.#versions.keys()) if (name.startsWith(beginning)) this.#versions.delete(name);
  }

  add(name: string, version: number): void {
    const highest = Math.max(version, this.of(name));
    this.#versions.delete(name);
    this.#versions.set(name, highest);
    for (const oldest of this.#versions.keys()) {
      if (this.#versions.size <= MOST) return;
      this.#versions.delete(oldest);
    }
  }
}
