import { InvalidInputError } from '../errors.ts';
import type { ChatRequest } from '../types/call.ts';

type Fields = { readonly [field: string]: unknown };

/**
 * The fields that a call gives for the wire format of one provider. Throws InvalidInputError for those that no provider
 * option may undo.
 *
 * @param ours what decides what is asked of whom, and how the reply is read
 */
export function extraOf({ providerOptions }: ChatRequest, provider: string, ours: ReadonlySet<string>): Fields {
  const options = providerOptions?.[provider] ?? {};
  const field = Object.keys(options).find((option) => ours.has(option));
  if (field !== undefined)
    throw new InvalidInputError(
      `providerOptions.${provider}.${field}`,
      'cannot be set here: use the option of the call',
    );
  return Object.fromEntries(Object.entries(options).filter(([option]) => option !== '__proto__'));
}

/** `null` takes a field away, such as `stream_options` for a server that refuses it. */
export function withoutNulls<Body extends object>(body: Body): Body {
  for (const [field, value] of Object.entries(body)) if (value === null) Reflect.deleteProperty(body, field);
  return body;
}
