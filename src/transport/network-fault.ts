import { NetworkError } from '../errors.ts';

const CODE = /^[A-Z][A-Z0-9_]{1,63}$/;

/** Names that OpenSSL and Node give to certificates and handshakes they do not accept (Node documentation of `tls`). */
const TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|ERROR_IN_C)/;

/**
 * What a failed fetch or a broken body becomes. Only the system's code of it is kept.
 *
 * @param address the option that says where the request went
 */
export function networkFault(
  cause: unknown,
  provider: string,
  phase: 'reach' | 'read',
  address = 'baseURL',
): NetworkError {
  const code = codeOf(cause);
  const shown = code === undefined ? '' : ` (${code})`;
  if (code !== undefined && TLS_CODE.test(code))
    return new NetworkError(
      `The TLS certificate or handshake of \`${provider}\` was not accepted${shown}: check \`${address}\`, the clock of this machine and its certificate authorities`,
      { provider, cause, retryable: false },
    );
  const rule =
    phase === 'reach'
      ? `\`${provider}\` could not be reached${shown}: check the network and \`${address}\`, then call again`
      : `The connection to \`${provider}\` broke${shown} before the answer was complete: call again`;
  return new NetworkError(rule, { provider, cause });
}

/** fetch hides the code under one or two causes; a host with several addresses fails with one error for each. */
function codeOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 4) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string' && CODE.test(code)) return code;
  return codeOf(cause, depth + 1) ?? (Array.isArray(errors) ? codeOf(errors[0], depth + 1) : undefined);
}
