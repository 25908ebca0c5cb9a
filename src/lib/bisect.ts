/** The first index whose answer is yes, where no yes stands before a no; `length` where there is none. Binary search. */
export function firstWhere(length: number, isPast: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
