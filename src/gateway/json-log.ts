/** Every character that a terminal or an editor could take for more than text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Writes records as JSON, one line each, for the `audit` of a gateway: `jsonLog((line) => process.stderr.write(line))`. A line
 * holds no control character but the line feed at its end, whatever a record holds.
 */
export const jsonLog =
  (write: (line: string) => unknown) =>
  (record: object): void => {
    write(`${JSON.stringify(record).replace(UNSEEN, escaped)}\n`);
  };

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
