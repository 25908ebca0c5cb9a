import { setTimeout as wait } from 'node:timers/promises';
import { toNodeHandler } from '../../node/gateway/handler.ts';
import { printJson } from '../print-json.ts';
import { gatewayOf, type Served } from '../serve/gateway-of.ts';
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
  const served = await gatewayOf(context, place, log, playground);
  const { gateway, close } = served;
  const handler = toNodeHandler(gateway);
  const { port, drained, cut } = await listen(place, playground?.before(handler, gateway) ?? handler, log.tell);
  await announce(context, urlOf(place, port), served, playground !== undefined);
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
  { key, model }: Served,
  hasPlayground: boolean,
): Promise<void> {
  const page = hasPlayground ? `${url}/playground/` : undefined;
  if (flags.json)
    return printJson(io.stdout, { url, ...(key !== undefined && { key }), ...(page && { playground: page }) });
  const lines = [
    ...(page ? [`Playground: ${page}`] : []),
    ...(key === undefined ? [] : ['', ...tryOut(url, key, model)]),
  ];
  await io.stdout.write([`Listening on ${url}`, ...lines, ''].join('\n'));
}

const tryOut = (url: string, key: string, model: string | undefined): readonly string[] => [
  `API key, shown once and gone with this process: ${key}`,
  '',
  `curl ${url}/v1/chat/completions -H 'authorization: Bearer ${key}' -H 'content-type: application/json' -d '${question(model)}'`,
];

/** In single quotes, as a shell takes it; one that the local provider has an answer to. */
const question = (model: string | undefined): string =>
  JSON.stringify({
    model,
    messages: [{ role: 'user', content: 'Rome lies on the Tiber. Where does Rome lie?' }],
  }).replaceAll("'", "'\\''");
