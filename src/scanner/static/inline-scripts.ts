/** The code of a script in a page: offsets in the text of the page, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const OPEN = '<script';
const CODE = /\btype\s*=\s*["']?(?:module|text\/(?:javascript|babel|jsx)|application\/javascript)\b/i;

/** The scripts that stand in a page itself. One that is never closed is left out. */
export function inlineScripts(html: string): readonly Stretch[] {
  const lower = html.toLowerCase();
  const scripts: Stretch[] = [];
  for (let at = lower.indexOf(OPEN); at !== -1; at = lower.indexOf(OPEN, at)) {
    const start = lower.indexOf('>', at) + 1;
    const end = start > 0 ? lower.indexOf('</script', start) : -1;
    if (end === -1) break;
    const attributes = html.slice(at + OPEN.length, start);
    if (!/\bsrc\s*=/i.test(attributes) && (!/\btype\s*=/i.test(attributes) || CODE.test(attributes)))
      scripts.push({ start, end });
    at = end;
  }
  return scripts;
}
