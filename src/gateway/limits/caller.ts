import { type Address, isIn, type Network, placeOf, readAddress } from './address.ts';

export interface ProxySettings {
  readonly trustedProxies: readonly Network[];
  readonly forwardedHeader: 'x-forwarded-for' | 'forwarded';
}

/**
 * What the address of a caller is counted by; undefined where it is not known. Of the addresses that proxies wrote down it is
 * the last one that is no trusted proxy: what stands before that is anybody's word. A header that cannot be read counts for the
 * proxy that sent it.
 */
export function callerOf(
  socket: string | undefined,
  headers: Headers,
  { trustedProxies, forwardedHeader }: ProxySettings,
): string | undefined {
  const near = socket === undefined ? undefined : readAddress(socket);
  if (!near) return undefined;
  const isTrusted = (address: Address) => trustedProxies.some((network) => isIn(network, address));
  if (!isTrusted(near)) return placeOf(near);
  const line = headers.get(forwardedHeader) ?? '';
  const hops = forwardedHeader === 'forwarded' ? forwardedFor(line) : line.split(',');
  let caller = near;
  for (const hop of hops.reverse()) {
    const address = readHop(hop.trim());
    if (!address) return placeOf(near);
    caller = address;
    if (!isTrusted(address)) break;
  }
  return placeOf(caller);
}

const ELEMENTS = /(?:[^",]|"[^"]*")+/g;

/** The `for` of each element (RFC 7239); an empty one where there is none, or where it hides. */
const forwardedFor = (line: string): string[] =>
  line === ''
    ? ['']
    : (line.match(ELEMENTS) ?? ['']).map((element) => {
        const pair = element
          .split(';')
          .map((each) => each.trim())
          .find((each) => /^for=/i.test(each));
        return pair?.slice('for='.length).replace(/^"(.*)"$/, '$1') ?? '';
      });

const WITH_PORT = /^(?:\[([^\]]*)\]|([\d.]+))(?::\d{1,5})?$/;

/** An address with or without brackets and port. */
function readHop(text: string): Address | undefined {
  const [, bracketed, plain] = WITH_PORT.exec(text) ?? [];
  return readAddress(bracketed ?? plain ?? text);
}
