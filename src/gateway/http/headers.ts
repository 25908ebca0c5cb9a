/** What every answer says: kept by nobody, read as nothing but what it is, framed by nobody. */
const SECURITY: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Adds headers that an answer does not have. */
export function addHeaders(response: Response, more: Readonly<Record<string, string>>): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(more)) if (!headers.has(name)) headers.set(name, value);
  return response;
}

/** An answer with the headers of security, and others; it may have its own of both. */
export const withHeaders = (response: Response, more: Readonly<Record<string, string>>): Response =>
  addHeaders(response, { ...SECURITY, ...more });
