import type { InputPolicies } from '../guards/defaults.ts';
import type { Recognizer } from '../guards/recognizer.ts';
import { type SentRequest, sentLeaves } from './sent.ts';

export interface PersonalDataOptions {
  /** What counts, as in the options of a client: what it would have redacted or blocked. @default a client's defaults */
  readonly policy?: Pick<InputPolicies, 'pii' | 'secrets'> | undefined;
  /** Kinds of personal data of your own. @default none */
  readonly recognizers?: readonly Recognizer[] | undefined;
}

/** Where personal data or a secret was sent. It never holds the value. */
export interface SentPersonalData {
  /** Such as `requests[0].body.messages[1].content`. */
  readonly place: string;
  /** The kind, such as `EMAIL_ADDRESS`, or the rule of a secret, such as `secrets/openai-key`. */
  readonly entity: string;
  /** Offsets in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** The assertion error of `expectNoPersonalData`. */
export class PersonalDataSentError extends Error {
  override readonly name = 'AssertionError';
  readonly code = 'ERR_ASSERTION';
  readonly findings: readonly SentPersonalData[];
  constructor(findings: readonly SentPersonalData[]) {
    const lines = findings.map(
      ({ entity, place, start, end }) => `- ${entity} in ${place}, characters ${start} to ${end}`,
    );
    super(`Personal data or secrets were sent:\n${lines.join('\n')}`);
    this.findings = findings;
  }
}

/**
 * Asserts that no recorded request holds personal data or a secret: in its path, its headers but for credentials, or its body.
 * Await it. Bytes of files are not read. Throws PersonalDataSentError, which says what stood where and never repeats it, and
 * an Error where no request was recorded, as then nothing would be proven.
 */
export async function expectNoPersonalData(
  requests: readonly SentRequest[],
  { policy, recognizers }: PersonalDataOptions = {},
): Promise<void> {
  if (requests.length === 0) throw new Error('No request was recorded: there is nothing to look at');
  const { check } = await import('../guards/check.ts');
  const options = { policy: { ...policy, injection: false }, recognizers } as const;
  const found: SentPersonalData[] = [];
  for (const [index, request] of requests.entries())
    for (const { place, text } of sentLeaves(request)) {
      const { findings } = await check(text, options);
      for (const { guard, action, entity, rule, start, end } of findings)
        if ((guard === 'pii' || guard === 'secrets') && (action === 'redact' || action === 'block'))
          found.push({ place: `requests[${index}].${place}`, entity: entity ?? rule, start, end });
    }
  if (found.length > 0) throw new PersonalDataSentError(found);
}
