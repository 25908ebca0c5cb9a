import { randomUUID } from 'node:crypto';
import { authentication, evenness } from '../../../scanner/runtime/gateway/authentication.ts';
import {
  banners,
  cors,
  type Flood,
  metrics,
  rateLimit,
  securityHeaders,
  stackTraces,
} from '../../../scanner/runtime/gateway/openness.ts';
import { ASKED, CERTIFICATE, HTTP, NO_LIMIT, OLD_TLS } from '../../../scanner/runtime/gateway/rules.ts';
import { type Handshakes, tlsOutcomes } from '../../../scanner/runtime/gateway/tls.ts';
import { judged, type Outcome, skipped } from '../../../scanner/runtime/outcome.ts';
import { checkBaseURL, checkScheme } from '../../../transport/base-url.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Io } from '../../io.ts';
import { UsageError } from '../../usage-error.ts';
import { countOf, textOf } from '../../values.ts';
import { ask, BROKEN, CHAT, MODELS, NOTHING, type Request } from './ask.ts';
import { handshakesWith } from './handshakes.ts';

/** Holds a key that the gateway knows: an argument would stand in the list of processes. */
const VARIABLE = 'SECURE_LLM_API_KEY';
const ORIGIN = 'https://audit.invalid';
const AT_A_TIME = 10;

/** A running gateway from outside: about a dozen requests that spend nothing, and the flood that `--probe-limits` asks for. */
export async function gatewayChecks({ flags, io }: CommandContext): Promise<readonly Outcome[]> {
  const url = urlOf(textOf(flags, 'url') ?? '');
  const most = countOf(flags, 'probe-limits', 1, 100_000);
  const base = url.href.replace(/\/+$/, '').replace(/\/v1$/, '');
  try {
    const shown = url.protocol === 'https:' ? await handshakesWith(url, io.signal) : undefined;
    const transport = transportOutcomes(url, shown);
    if (shown?.distrust !== undefined)
      return [...transport, ...ASKED.map((rule) => skipped(rule, 'the certificate is not trusted'))];
    return [...transport, ...(await askedOutcomes(base, url, io)), await floodOutcome(base, url, most, io)];
  } catch {
    io.signal.throwIfAborted();
    throw new UsageError('--url does not answer: check the address, and that the gateway runs');
  }
}

function urlOf(text: string): URL {
  try {
    return checkBaseURL('--url', text, true);
  } catch {
    throw new UsageError('--url must be an http or https URL without credentials, query and fragment');
  }
}

/** On this machine nobody listens on the way. */
function isNear(url: URL): boolean {
  try {
    checkScheme('--url', new URL(url.href.replace(/^https/, 'http')), false);
    return true;
  } catch {
    return false;
  }
}

function transportOutcomes(url: URL, shown: Handshakes | undefined): readonly Outcome[] {
  if (shown) return [judged(HTTP, [], url.host), ...tlsOutcomes(shown, Date.now())];
  const rest = [CERTIFICATE, OLD_TLS].map((rule) => skipped(rule, 'there is no TLS'));
  if (isNear(url)) return [skipped(HTTP, 'a loopback address, where nobody listens on the way'), ...rest];
  return [judged(HTTP, [{ subject: url.host }], url.host), ...rest];
}

async function askedOutcomes(base: string, url: URL, { signal }: Io): Promise<readonly Outcome[]> {
  const send = (request: Request) => ask(base, request, signal);
  const each = (key?: string) => Promise.all([send({ ...MODELS, key }), send({ ...CHAT, key })]);
  const keys = [`sllm_${randomUUID()}`, `wrong-${randomUUID()}`] as const;
  const [withoutKey, withWrongKey, withOtherKey] = await Promise.all([each(), each(keys[0]), each(keys[1])]);
  const refusals = { withoutKey, withWrongKey, withOtherKey };
  const headers = { origin: ORIGIN };
  const preflight = { ...headers, 'access-control-request-method': 'POST' };
  const crossing = await Promise.all([
    send({ ...CHAT, headers }),
    send({ method: 'OPTIONS', path: CHAT.path, headers: preflight }),
  ]);
  const faults = await Promise.all([send(BROKEN), send(NOTHING)]);
  const all = [...withoutKey, ...withWrongKey, ...withOtherKey, ...crossing, ...faults];
  const [models, chat] = withoutKey;
  return [
    authentication(refusals),
    evenness(refusals, keys),
    cors(crossing, ORIGIN),
    securityHeaders(chat.status === 404 ? models : chat),
    stackTraces(all),
    banners(all),
    metrics(await send({ method: 'GET', path: '/metrics' }), isNear(url)),
  ];
}

async function floodOutcome(base: string, url: URL, most: number | undefined, { env, signal }: Io): Promise<Outcome> {
  if (most === undefined) return skipped(NO_LIMIT, 'say how many requests may be sent: --probe-limits 500');
  const mayShow = url.protocol === 'https:' || isNear(url); // over plain http a key would be for everybody
  const request = { ...MODELS, key: mayShow ? env[VARIABLE] : undefined };
  let flood: Flood = { asked: `${request.method} ${request.path}`, sent: 0, stopped: 0, failed: 0 };
  while (flood.sent < most && flood.stopped === 0) {
    const count = Math.min(AT_A_TIME, most - flood.sent);
    const statuses = await Promise.all(
      Array.from(
        { length: count },
        async () => (await ask(base, request, signal).catch(() => undefined))?.status ?? 599,
      ),
    );
    signal.throwIfAborted();
    flood = {
      ...flood,
      sent: flood.sent + count,
      stopped: statuses.filter((status) => status === 429).length,
      failed: flood.failed + statuses.filter((status) => status >= 500).length,
    };
  }
  return rateLimit(flood);
}
