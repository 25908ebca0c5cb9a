/** What was typed cannot be carried out. Nothing was called; the exit code is 2. The message never repeats a value. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
