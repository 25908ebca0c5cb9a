import { InputBlockedError, OutputBlockedError } from '../errors.ts';
import type { Finding } from '../types/guard.ts';
import { plural } from './report.ts';
import { printable } from './terminal/printable.ts';
import type { Style } from './terminal/style.ts';
import { table } from './terminal/table.ts';

const MOST = 6; // a text of attacks has dozens, and the first ones tell enough

/** Says where a finding of the input stands, in words of the command line. */
export type PlaceOf = (finding: Finding) => string;

/** A safeguard refused what a command sent, or what came back. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly refused: InputBlockedError | OutputBlockedError;
  readonly placeOf: PlaceOf;
  constructor(refused: InputBlockedError | OutputBlockedError, placeOf: PlaceOf) {
    super(refused.message);
    this.refused = refused;
    this.placeOf = placeOf;
  }
}

/** Runs a call. Throws RefusalError where the safeguards stop it. */
export async function placing<Result>(placeOf: PlaceOf, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof InputBlockedError || error instanceof OutputBlockedError)
      throw new RefusalError(error, placeOf);
    throw error;
  }
}

/** What was refused in one line, without the remedies of the library, which has options that a command line has not. */
export function refusalLine({ refused: { code, findings } }: RefusalError): string {
  const rules = [...new Set(blocked(findings).map(({ rule }) => rule))].join(', ');
  return code === 'ERR_INPUT_BLOCKED'
    ? `the safeguards refused the input, and nothing was sent: ${rules} (${code})`
    : `the safeguards withheld the answer: ${rules} (${code})`;
}

/** What was found where, and what can be done, a line each. */
export function refusalDetails({ refused: { code, findings }, placeOf }: RefusalError, style: Style): string[] {
  const stopped = blocked(findings);
  const shown = stopped.slice(0, MOST);
  const isInput = code === 'ERR_INPUT_BLOCKED';
  const rows = shown.map((finding) => [
    `  ${style('yellow', printable(finding.rule))}`,
    printable(isInput ? placeOf(finding) : 'the answer'),
  ]);
  const more = stopped.length - shown.length;
  const remedy = isInput ? 'Remove what was found' : 'Ask in another way';
  return [
    ...table(rows),
    ...(more > 0 ? [`  ${style('dim', `and ${plural(more, 'more finding')}`)}`] : []),
    style('dim', `${remedy}, or add --report to go on with a note of it. Each rule is in docs/safeguards.md.`),
  ];
}

const blocked = (findings: readonly Finding[]): Finding[] =>
  findings
    .filter(({ action }) => action === 'block')
    .sort((one, other) => partOf(one) - partOf(other) || one.start - other.start);

/** The position of the part in its message; -1 for what stands elsewhere. */
export const partOf = ({ path }: Finding): number => Number(/^messages\[\d+\]\.content\[(\d+)\]/.exec(path)?.[1] ?? -1);

/** `notes.txt, line 12, column 5`, for an offset into texts that stand two line feeds apart. */
export function placeIn(texts: readonly { readonly name: string; readonly text: string }[], offset: number): string {
  let at = offset;
  for (const { name, text } of texts) {
    if (at < text.length) {
      const lines = text.slice(0, Math.max(0, at)).split('\n');
      return `${name}, line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
    }
    at -= text.length + 2;
  }
  return 'the end';
}
