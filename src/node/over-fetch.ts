import { overFetch as over, type TransportOver } from '../transport/fetch.ts';
import type { Reply, ReplyBody } from '../transport/transport.ts';
import { together } from './together.ts';

/** Requests made by a fetch. What comes of them is handled together with what comes of others. */
export const overFetch: TransportOver = (fetch) => {
  const transport = over(fetch);
  return (url) => {
    const send = transport(url);
    return async (posting) => {
      await turn();
      const reply = await send(posting);
      await turn();
      return replyOf(reply);
    };
  };
};

const turn = (): Promise<void> => new Promise(together);

const replyOf = ({ status, headers, type, redirected, bodyUsed, body }: Reply): Reply => ({
  status,
  headers,
  ...(type !== undefined && { type }),
  ...(redirected !== undefined && { redirected }),
  ...(bodyUsed !== undefined && { bodyUsed }),
  body: body && bodyOf(body),
});

const bodyOf = (body: ReplyBody): ReplyBody => ({
  get locked() {
    return body.locked;
  },
  getReader() {
    const reader = body.getReader();
    return {
      async read() {
        const step = await reader.read();
        await turn();
        return step;
      },
      cancel: () => reader.cancel(),
    };
  },
  cancel: () => body.cancel(),
});
