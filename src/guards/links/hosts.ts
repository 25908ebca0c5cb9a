import { HOST, readHost, toAscii } from './host.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };
const MOST_UNITS = 253;

/** Whether a host and port, as they stand in a URL, are on the list. Nothing is decoded: what has another spelling is not. */
export type Allows = (scheme: string, authority: string) => boolean;

export function hostList(entries: readonly string[]): Allows {
  const rules = entries.map((entry) => {
    const rule = readHost(entry);
    if (!rule)
      throw new TypeError('`allowedHosts` takes hosts such as "docs.example.com", "*.example.com" or "host:8443"');
    return rule;
  });
  if (rules.length === 0) return () => false;
  return (scheme, authority) => {
    const [, name = '', digits] = /^([^:]*)(?::([1-9]\d{0,4}))?$/.exec(authority) ?? [];
    const host = asCompared(name);
    if (host === undefined) return false;
    const standard = DEFAULT_PORTS[scheme];
    const port = digits === undefined ? standard : Number(digits);
    return rules.some(
      (rule) =>
        (rule.subdomains ? host.endsWith(`.${rule.host}`) : host === rule.host) && port === (rule.port ?? standard),
    );
  };
}

/** A host of letters, digits, hyphens and dots as browsers read it; undefined where two readers could read it in two ways. */
function asCompared(name: string): string | undefined {
  const lower = name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (lower.length > MOST_UNITS) return undefined;
  if (HOST.test(lower)) return lower;
  if (!/^[-.a-z0-9\p{L}\p{M}\p{N}]+$/u.test(lower)) return undefined;
  const stable = lower.normalize('NFKC') === lower && lower.toLowerCase() === lower;
  const host = stable ? toAscii(lower) : undefined;
  return host !== undefined && HOST.test(host) ? host : undefined;
}
