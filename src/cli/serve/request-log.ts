import { type GatewayAudit, jsonLog } from '../../gateway/index.ts';
import type { Io } from '../io.ts';
import { printable } from '../terminal/printable.ts';
import { styleFor } from '../terminal/style.ts';

/** What a server says while it runs: a line of JSON for programs, a short one for a person who reads along. */
export interface ServerLog {
  readonly request: GatewayAudit;
  readonly tell: (message: string) => void;
}

export const SILENT: ServerLog = { request: () => {}, tell: () => {} };

export function serverLog({ stderr, env }: Io): ServerLog {
  const style = styleFor(stderr, env);
  const print = (line: string) => stderr.write(`${line}\n`).catch(() => {}); // nobody reads it any more
  if (!stderr.isTTY) {
    const log = jsonLog((line) => stderr.write(line).catch(() => {}));
    return { request: log, tell: (message) => log({ type: 'server', time: new Date().toISOString(), message }) };
  }
  return {
    request({ time, method, route = '–', status, durationMs, principal = '–', model, code }) {
      const words = [time.slice(11, 19), method, route, status, `${Math.round(durationMs)} ms`, principal, model, code];
      const line = printable(words.filter((word) => word !== undefined).join(' '));
      return print(status >= 500 ? style('red', line) : status >= 400 ? style('yellow', line) : line);
    },
    tell: (message) => void print(style('dim', `note: ${printable(message)}`)),
  };
}
