interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** In order of start; of two that begin together the longer first. */
export const byStart = (one: Stretch, other: Stretch): number => one.start - other.start || other.end - one.end;

/** An offset that lies inside none of some stretches: the given one, or where what reaches past it begins. */
export const borderBefore = (stretches: readonly Stretch[], offset: number): number =>
  stretches.reduceRight((border, { start, end }) => (start < border && end > border ? start : border), offset);
