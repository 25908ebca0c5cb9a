/** Some of many files could not be worked through; each has been told by itself. The exit code is 1. */
export class SomeFailedError extends Error {
  override readonly name = 'SomeFailedError';
}
