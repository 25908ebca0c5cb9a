import { HttpResponse } from 'msw';
import { actBody } from './act-body.ts';
import type { Asked } from './dialects/dialect.ts';
import type { Fault } from './replies.ts';

/**
 * What a server does, as a response of msw. A stream declares chunked framing, as the real APIs do: without it an aborted
 * stream ends the process in msw 3.0.5, as Node's fetch then takes the end of the mocked connection for the end of the
 * answer (an assertion in undici).
 */
export function respond(fault: Fault, asked: Asked, signal: AbortSignal): Response {
  const [head, ...acts] = fault(asked);
  if (head?.do !== 'head') throw new TypeError('A mocked reply begins with its status and headers');
  const { status, headers } = head;
  if (headers['content-type']?.startsWith('text/event-stream'))
    return new HttpResponse(actBody(acts, signal), {
      status,
      headers: { ...headers, 'transfer-encoding': 'chunked' },
    });
  const body = acts.flatMap((act) => (act.do === 'write' ? [act.bytes] : [])).join('');
  const length = String(new TextEncoder().encode(body).length);
  return new HttpResponse(body, { status, headers: { 'content-length': length, ...headers } });
}
