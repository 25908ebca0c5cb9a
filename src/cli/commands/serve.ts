import { setTimeout as wait } from 'node:timers/promises';
import { toNodeHandler } from '../../node/gateway/handler.ts';
import { printJson } from '../print-json.ts';
import { gatewayOf } from '../serve/gateway-of.ts';
import { placeOf, urlOf } from '../serve/place.ts';
import { openPlayground } from '../serve/playground.ts';
import { SILENT, serverLog } from '../serve/request-log.ts';
import { listen } from '../serve/server.ts';
import { stopped } from '../serve/stopped.ts';
import { UsageError } from '../usage-error.ts';
import type { Command, CommandContext } from './command.ts';

/** How long running requests may take once the server is told to stop; containers are killed after 10 s or 30 s. */
const DRAIN_MS = 9_000;

/** Serves a gateway until SIGTERM or Ctrl-C, and lets what runs come to its end. */
export const serve: Command = async (context) => {
  const { files, flags, io } = context;
  if (files.length > 0) throw new UsageError('serve reads no files: a configuration is given by --config');
  const place = placeOf(flags);
  const log = flags.quiet ? SILENT : serverLog(io);
  const playground = flags.playground ? await openPlayground(place) : undefined;
  const { gateway, key, close } = await gatewayOf(context, place, log, playground);
  const handler = toNodeHandler(gateway);
  const { port, drained, cut } = await listen(place, playground?.before(handler, gateway) ?? handler, log.tell);
  await announce(context, urlOf(place, port), key, playground !== undefined);
  await stopped(io);
  log.tell('stopping: what runs may end');
  await Promise.race([drained(), wait(DRAIN_MS, undefined, { ref: false })]);
  await gateway.close({ drainMs: 0 });
  cut();
  await close();
};

/** A key that was made for this run is told here and nowhere else. */
async function announce(
  { flags, io }: CommandContext,
  url: string,
  key: string | undefined,
  hasPlayground: boolean,
): Promise<void> {
  const page = hasPlayground ? `${url}/playground/` : undefined;
  if (flags.json)
    return printJson(io.stdout, { url, ...(key !== undefined && { key }), ...(page && { playground: page }) });
  const lines = [...(page ? [`Playground: ${page}`] : []), ...(key === undefined ? [] : ['', ...tryOut(url, key)])];
  await io.stdout.write([`Listening on ${url}`, ...lines, ''].join('\n'));
}

const QUESTION = JSON.stringify({ model: 'local', messages: [{ role: 'user', content: 'Hello!' }] });

const tryOut = (url: string, key: string): readonly string[] => [
  `API key, shown once and gone with this process: ${key}`,
  '',
  `curl ${url}/v1/chat/completions -H 'authorization: Bearer ${key}' -H 'content-type: application/json' -d '${QUESTION}'`,
];
