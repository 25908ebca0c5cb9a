/** Replaces each stretch; they are sorted by start and do not overlap. `replacement` sees the text and the stretch. */
export function edit<Stretch extends { readonly start: number; readonly end: number }>(
  text: string,
  stretches: readonly Stretch[],
  replacement: (matched: string, stretch: Stretch) => string,
): string {
  let edited = '';
  let end = 0;
  for (const stretch of stretches) {
    edited += text.slice(end, stretch.start) + replacement(text.slice(stretch.start, stretch.end), stretch);
    end = stretch.end;
  }
  return edited + text.slice(end);
}
