import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { refusalAnswer } from '../../gateway/answers.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { comesFrom } from '../../gateway/http/bytes.ts';
import { withHeaders } from '../../gateway/http/headers.ts';
import { Refusal } from '../../gateway/refusal.ts';
import { together } from '../together.ts';
import { send } from './send.ts';

export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A gateway as a handler for node:http, node:https and Express. A slow reader slows the provider down, one that leaves
 * aborts the call. Mount it above whatever parses bodies, or have that keep the bytes as `request.rawBody`: a request
 * whose body was read is answered with status 500 and `body_already_read`.
 */
export function toNodeHandler({ fetch }: Pick<Gateway, 'fetch'>): NodeHandler {
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const { remoteAddress } = incoming.socket;
      if (!('rawBody' in incoming)) comesFrom(request, () => bytesOf(incoming as IncomingMessage));
      const answer = () => (hasDots(incoming.url) ? unreadable() : fetch(request, { remoteAddress }));
      const response = wasRead(incoming as IncomingMessage) ? misplaced() : await answer();
      await send(response, outgoing as ServerResponse);
      return RESPONSE_ALREADY_SENT;
    },
    { overrideGlobalObjects: false, hostname: 'localhost', errorHandler: unreadable },
  );
  return (request, response) =>
    together(() => {
      if (!response.destroyed) void listener(request, response);
    });
}

/** As they come, unless a copy of the request takes them; left early, the socket stays for the answer. */
const bytesOf = (incoming: IncomingMessage): AsyncIterable<Uint8Array> | undefined =>
  incoming.readableDidRead || incoming.listenerCount('data') > 0 || incoming.listenerCount('readable') > 0
    ? undefined
    : incoming.iterator({ destroyOnReturn: false });

/** Whether a URL would make another path of a target than a proxy may have checked. */
const hasDots = (target = ''): boolean => /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(target.split('?', 1)[0] ?? '');

const wasRead = (request: IncomingMessage): boolean =>
  request.readableDidRead && !('rawBody' in request && Buffer.isBuffer(request.rawBody));

const misplaced = () =>
  refused(
    new Refusal(500, 'body_already_read', 'The body was read before the gateway got it: mount it above body parsers'),
  );

/** Of a target or a host that makes no URL. */
const unreadable = () =>
  refused(new Refusal(400, 'invalid_request', 'The target or the host of the request is invalid'));

const refused = (refusal: Refusal) => withHeaders(refusalAnswer(refusal, 'problem', ''), {});
