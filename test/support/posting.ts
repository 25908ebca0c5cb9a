import { type Checks, fields, misuse } from '../../src/lib/check.ts';
import {
  ENDPOINT_CHECKS,
  type EndpointOptions,
  type GivenEndpoint,
  readEndpoint,
} from '../../src/transport/endpoint.ts';
import { overFetch } from '../../src/transport/fetch.ts';
import { poster } from '../../src/transport/post.ts';
import type { Call } from '../../src/types/call.ts';

const VENDOR = {
  provider: 'acme',
  name: 'Acme',
  ownURL: 'https://api.acme.example',
  isOwn: ({ hostname }: URL) => hostname === 'api.acme.example',
  keyHeader: 'x-api-key',
  keyExample: 'process.env.ACME_KEY',
};

/** The endpoint of a vendor called Acme, whose key header is `x-api-key`. */
export const anEndpoint = (options: EndpointOptions) =>
  readEndpoint(fields<GivenEndpoint>(options, 'acme', misuse, ENDPOINT_CHECKS as Checks<GivenEndpoint>), VENDOR);

/** Posts `{}` to such an endpoint, again and again. Answers with the text of the reply. */
export function postingTo(options: EndpointOptions) {
  const post = poster(anEndpoint(options), overFetch);
  return async (call: Partial<Pick<Call, 'signal' | 'learn'>> = {}): Promise<string> => {
    const { reply } = await post('/chat', {}, 'whole', { signal: new AbortController().signal, ...call });
    return (reply as unknown as Response).text();
  };
}
