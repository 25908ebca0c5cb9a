const MAY_HOLD_ONE = /auth|key|token|secret|cookie|password/i;

/** These headers with `[REDACTED]` in place of every value that may be a credential, going by the name. */
export const withoutCredentials = (
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, MAY_HOLD_ONE.test(name) ? '[REDACTED]' : String(value)]),
  );
