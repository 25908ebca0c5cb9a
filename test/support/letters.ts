/** `a`, then `b`; `closed` tells that it was read to its end or left. */
export async function* letters(closed: string[] = []) {
  try {
    yield 'a';
    yield 'b';
  } finally {
    closed.push('closed');
  }
}
