import { type Found, judged, listed, type Outcome, skipped } from '../outcome.ts';
import type { Answer } from './answer.ts';
import { BANNER, HEADERS, METRICS, NO_LIMIT, OPEN_CORS, STACK } from './rules.ts';

/** @param origin the strange one that asked */
export function cors(answers: readonly Answer[], origin: string): Outcome {
  const found = answers.flatMap(({ asked, headers }): Found[] => {
    const allowed = headers.get('access-control-allow-origin');
    if (allowed !== '*' && allowed !== origin) return [];
    const isBoth = allowed === origin && headers.get('access-control-allow-credentials') === 'true';
    const message = `${asked} lets pages of ${allowed === '*' ? 'any origin' : 'whichever origin asks'} read it`;
    return [{ subject: asked, message, severity: isBoth ? 'high' : OPEN_CORS.severity }];
  });
  return judged(OPEN_CORS, found, detailOf(found, 'a strange origin is not let in'));
}

const WANTED: readonly (readonly [name: string, holds: (headers: Headers) => boolean])[] = [
  ['cache-control: no-store', (headers) => /\bno-store\b/i.test(headers.get('cache-control') ?? '')],
  ['x-content-type-options: nosniff', (headers) => headers.get('x-content-type-options')?.toLowerCase() === 'nosniff'],
  [
    'frame-ancestors or x-frame-options',
    (headers) =>
      /\bframe-ancestors\b/i.test(headers.get('content-security-policy') ?? '') || headers.has('x-frame-options'),
  ],
];

export function securityHeaders({ asked, headers }: Answer): Outcome {
  const found = WANTED.filter(([, holds]) => !holds(headers)).map(([name]) => ({
    subject: asked,
    message: `No ${name}`,
  }));
  return judged(HEADERS, found, detailOf(found, 'no-store, nosniff, not framed'));
}

/** What stands in traces of JavaScript and Python, however it is escaped. */
const TRACE = /\.[cm]?[jt]sx?:\d{1,6}:\d{1,6}|\bnode_modules\/|Traceback \(most recent call/;

export function stackTraces(answers: readonly Answer[]): Outcome {
  const asked = new Set(answers.filter(({ body }) => TRACE.test(body)).map(({ asked }) => asked));
  const found = Array.from(asked, (subject) => ({ subject, message: `${subject} answers with a stack trace` }));
  return judged(STACK, found, detailOf(found, `none in ${answers.length} answers`));
}

export function banners(answers: readonly Answer[]): Outcome {
  const names = new Set(
    answers.flatMap(({ headers }) => [
      ...(headers.has('x-powered-by') ? ['x-powered-by'] : []),
      ...(/\d/.test(headers.get('server') ?? '') ? ['server'] : []),
    ]),
  );
  const found = Array.from(names, (name) => ({ subject: 'headers', message: `${name} names the software` }));
  return judged(BANNER, found, detailOf(found, 'no x-powered-by, no version in server'));
}

/** @param isNear whether the gateway was reached by a loopback address, which strangers cannot */
export function metrics(answer: Answer, isNear: boolean): Outcome {
  const isOpen = answer.status === 200 && /^# (?:TYPE|HELP) /m.test(answer.body);
  if (isOpen && isNear) return skipped(METRICS, 'open on a loopback address: ask from where strangers would');
  return judged(METRICS, isOpen ? [{ subject: answer.asked }] : [], `status ${answer.status}`);
}

/** What a flood of requests met. */
export interface Flood {
  readonly asked: string;
  readonly sent: number;
  /** How many of them were answered 429. */
  readonly stopped: number;
  /** How many failed, or were answered with a status of 500 and above. */
  readonly failed: number;
}

export function rateLimit({ asked, sent, stopped, failed }: Flood): Outcome {
  if (stopped > 0) return judged(NO_LIMIT, [], `429 within ${sent} requests`);
  if (failed > 0) return skipped(NO_LIMIT, `${failed} of ${sent} requests failed: that is no limit, and no answer`);
  return judged(NO_LIMIT, [{ subject: asked }], `${sent} requests, none was answered 429`);
}

const detailOf = (found: readonly Found[], good: string): string =>
  found.length > 0 ? listed(found.map(({ message = '' }) => message)) : good;
