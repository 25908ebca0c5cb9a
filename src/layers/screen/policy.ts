import type { InputPolicies, OutputPolicies } from '../../guards/defaults.ts';
import { overlap, SystemText } from '../../guards/leak.ts';
import type { Recognizer } from '../../guards/recognizer.ts';
import {
  type CustomGuard,
  inputSafeguards,
  leakSafeguard,
  outputSafeguards,
  withPlaceholders,
} from '../../guards/safeguards.ts';
import type { AllowEntry } from '../../lib/screening/policy.ts';
import type { ChatRequest } from '../../types/call.ts';
import type { Guard } from '../../types/guard.ts';
import type { Trust } from '../../types/message.ts';
import type { StandardSchema } from '../../types/schema.ts';
import { watchMarks } from './marks.ts';
import type { ScreenPolicy } from './screening.ts';

export { Screening, type ScreenMemory, type ScreenPolicy } from './screening.ts';

/** The options of a client that the screen works from. */
export interface ScreenOptions {
  readonly sanitize: InputPolicies & {
    readonly characters?: RegExp | undefined;
    readonly expect?: RegExp | StandardSchema<unknown, unknown> | undefined;
    readonly allow?: readonly AllowEntry[] | undefined;
    readonly recognizers?: readonly Recognizer[] | undefined;
    readonly maxChars: number;
  };
  readonly output: OutputPolicies & { readonly allowedHosts: readonly string[] };
  readonly mode: 'enforce' | 'report';
  readonly onGuardError: 'block' | 'allow';
  readonly guards: readonly CustomGuard[];
  /** The guards that are loaded apart, once they are: what finds names, and injected instructions. */
  readonly entities?: Guard | undefined;
  readonly injectionGuard?: Guard | undefined;
}

/** The options made ready, once for a client. */
export function screenPolicy(options: ScreenOptions): ScreenPolicy {
  const { sanitize, output, mode, onGuardError, guards: custom, entities } = options;
  const answers = outputSafeguards({ ...output, mode, custom, recognizers: sanitize.recognizers, entities });
  const systemText = remembered((system: readonly string[]) => new SystemText(system));
  return {
    ...input(options, []),
    output(request) {
      const system = textsOf(request, 'trusted');
      if (system.length === 0 || output.leak === false) return answers;
      const guard = overlap({ system: systemText(system), quoted: textsOf(request, 'user', 'untrusted') });
      return [...answers, leakSafeguard(guard, ['leak/system-text'], { ...output, mode })];
    },
    marks: watchMarks(options),
    mode,
    onGuardError,
    maxChars: sanitize.maxChars,
    expect: sanitize.expect,
  };
}

/** The same for a call with texts of its own that may pass. */
export const withAllowed = (
  policy: ScreenPolicy,
  options: ScreenOptions,
  allow: readonly AllowEntry[],
): ScreenPolicy => (allow.length === 0 ? policy : { ...policy, ...input(options, allow) });

function input(
  { sanitize, mode, guards: custom, entities, injectionGuard }: ScreenOptions,
  allow: readonly AllowEntry[],
): Pick<ScreenPolicy, 'input' | 'replaces'> {
  const safeguards = inputSafeguards({
    ...sanitize,
    mode,
    custom,
    entities,
    injectionGuard,
    allow: [...(sanitize.allow ?? []), ...allow],
  });
  const replaces = safeguards.some(
    ({ guard, mayChange }) => guard.id === 'pii' && (mayChange('user') || mayChange('untrusted')),
  );
  return { replaces, input: (table) => (replaces ? withPlaceholders(safeguards, table) : safeguards) };
}

/** The last value that was made, as most calls of a client have the same system text. */
function remembered<T>(make: (texts: readonly string[]) => T): (texts: readonly string[]) => T {
  let last: { readonly texts: readonly string[]; readonly value: T } | undefined;
  return (texts) => {
    const isSame = last?.texts.length === texts.length && last.texts.every((text, index) => text === texts[index]);
    if (!last || !isSame) last = { texts, value: make(texts) };
    return last.value;
  };
}

/** The texts of some trust: of your own, what stands in the system messages that you wrote. */
const textsOf = ({ messages }: ChatRequest, ...trusts: readonly Trust[]): readonly string[] =>
  messages.flatMap(({ role, path, content }) =>
    content.flatMap((part) => {
      if (part.type === 'tool-result') return trusts.includes(part.trust ?? 'untrusted') ? [part.output] : [];
      const counts = part.type === 'text' && trusts.includes(part.trust ?? 'user');
      return counts && (part.trust !== 'trusted' || (role === 'system' && path !== 'schema')) ? [part.text] : [];
    }),
  );
