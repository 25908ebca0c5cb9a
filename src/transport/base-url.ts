import { show } from '../lib/check.ts';

const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/; // after URL parsing, which turns 0x7f.1 into 127.0.0.1

/**
 * Reads the address of an API. Throws TypeError unless it is https (http for this machine, or where it is allowed), and
 * free of credentials, query and fragment. The message never repeats the value.
 */
export function checkBaseURL(field: string, value: unknown, dangerouslyAllowHTTP = false): URL {
  if (typeof value !== 'string' || !URL.canParse(value))
    throw new TypeError(
      `\`${field}\` must be a URL such as https://api.example.com/v1, got ${typeof value === 'string' ? 'a string that is none' : show(value)}`,
    );
  const url = new URL(value);
  checkScheme(field, url, dangerouslyAllowHTTP);
  if (url.username !== '' || url.password !== '')
    throw new TypeError(`\`${field}\` must not hold credentials: pass them as \`apiKey\` or \`headers\``);
  if (value.includes('?') || value.includes('#'))
    throw new TypeError(`\`${field}\` must not hold a query or a fragment: pass keys as \`apiKey\` or \`headers\``);
  return url;
}

/** The rule about http alone. */
export function checkScheme(field: string, url: URL, dangerouslyAllowHTTP: boolean): void {
  if (url.protocol === 'https:') return;
  if (url.protocol === 'http:' && (dangerouslyAllowHTTP || LOOPBACK.test(url.hostname))) return;
  throw new TypeError(
    url.protocol === 'http:'
      ? `\`${field}\` must be https, as http shows keys and prompts to the network: use https, or set \`dangerouslyAllowHTTP\` for a network you trust`
      : `\`${field}\` must be an https URL, got another scheme`,
  );
}
