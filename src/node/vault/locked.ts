import { setTimeout as pause } from 'node:timers/promises';
import { tryLock } from './file-lock.ts';

const TRIES = 100;
const LONGEST_MS = 64;

/** Runs work while no other process runs work of the same path. Throws after about three seconds in which another one does. */
export async function locked<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const attempt = await tryLock(path);
    if (attempt.release) return work().finally(attempt.release);
    const { holder, lock } = attempt;
    if (tries === TRIES) throw new Error(`${path} is locked by ${holder}: delete ${lock} if that process is gone`);
    await pause(Math.random() * Math.min(2 ** tries, LONGEST_MS)); // by chance, or two would give way for ever
  }
}
