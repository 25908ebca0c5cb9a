import { judged, type Outcome, skipped } from '../outcome.ts';
import { CERTIFICATE, OLD_TLS } from './rules.ts';

const DAY_MS = 86_400_000;
const FEW_DAYS = 14;

/** What two handshakes have shown. */
export interface Handshakes {
  /** The host and port. */
  readonly subject: string;
  /** Why the certificate is not trusted: `CERT_HAS_EXPIRED`. */
  readonly distrust?: string | undefined;
  readonly protocol?: string | undefined;
  /** Epoch milliseconds. */
  readonly validTo?: number | undefined;
  /** The version before 1.2 that was agreed on, where one was; undefined where this machine cannot try. */
  readonly old?: string | false | undefined;
}

/** @param now epoch milliseconds */
export function tlsOutcomes(
  { subject, distrust, protocol, validTo, old }: Handshakes,
  now: number,
): readonly Outcome[] {
  if (distrust !== undefined)
    return [
      judged(CERTIFICATE, [{ subject, message: `The certificate is not trusted: ${distrust}` }], distrust),
      skipped(OLD_TLS, 'the certificate is not trusted'),
    ];
  const days = Math.floor(((validTo ?? now) - now) / DAY_MS);
  const found = days < FEW_DAYS ? [{ subject, message: `The certificate ends within ${FEW_DAYS} days` }] : [];
  return [
    judged(CERTIFICATE, found, `${days} days left, ${protocol ?? 'TLS'}`),
    old === undefined
      ? skipped(OLD_TLS, 'old versions cannot be tried from here')
      : judged(OLD_TLS, old ? [{ subject, message: 'TLS before 1.2 is accepted' }] : [], old || 'refused before 1.2'),
  ];
}
