/** One entry of the list of allowed hosts, in the form that URLs are compared in. */
export interface HostRule {
  /** Lower case; punycode where it was not ASCII. */
  readonly host: string;
  /** `*.host`: its sub-domains, not the host itself. */
  readonly subdomains: boolean;
  /** Without one, only the default port of the scheme is on the list. */
  readonly port: number | undefined;
}

const ENTRY = /^(\*\.)?([^\s:/?#@\\%*&<>[\]]+)(?::([1-9]\d{0,4}))?$/;
/** Labels of ASCII letters, digits and hyphens, in lower case. */
export const HOST = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** Reads `docs.example.com`, `*.example.com` or either with `:port`; undefined for anything else, `*.com` and IPv6 among it. */
export function readHost(entry: string): HostRule | undefined {
  const [, wildcard, name = '', digits] = ENTRY.exec(entry.trim()) ?? [];
  const port = digits === undefined ? undefined : Number(digits);
  if (name === '' || (port ?? 0) > 65_535) return undefined;
  const host = toAscii(name);
  if (host === undefined || !HOST.test(host) || (wildcard !== undefined && !host.includes('.'))) return undefined;
  return { host, subdomains: wildcard !== undefined, port };
}

/** As browsers write it; undefined for what is none. */
export function toAscii(name: string): string | undefined {
  const url = `https://${name}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
