/** One entry of the list of allowed hosts, in the form that URLs are compared in. */
export interface HostRule {
  /** Lower case; punycode where it was not ASCII. */
  readonly host: string;
  /** `*.host`: its sub-domains, not the host itself. */
  readonly subdomains: boolean;
  /** Without one, only the default port of the scheme is on the list. */
  readonly port: number | undefined;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };
const ENTRY = /^(\*\.)?([^\s:/?#@\\%*&<>[\]]+)(?::([1-9]\d{0,4}))?$/;
const HOST = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const MOST_UNITS = 253;

/** Reads `docs.example.com`, `*.example.com` or either with `:port`; undefined for anything else, `*.com` and IPv6 among it. */
export function readHost(entry: string): HostRule | undefined {
  const [, wildcard, name = '', digits] = ENTRY.exec(entry.trim()) ?? [];
  const port = digits === undefined ? undefined : Number(digits);
  if (name === '' || (port ?? 0) > 65_535) return undefined;
  const host = toAscii(name);
  if (host === undefined || !HOST.test(host) || (wildcard !== undefined && !host.includes('.'))) return undefined;
  return { host, subdomains: wildcard !== undefined, port };
}

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

function toAscii(name: string): string | undefined {
  const url = `https://${name}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
