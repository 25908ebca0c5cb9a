import type { RuntimeRule } from '../outcome.ts';

export const HTTP: RuntimeRule = {
  id: 'SLLM-RUN-HTTP',
  title: 'Gateway reached over plain http',
  holds: 'The gateway speaks TLS',
  severity: 'high',
  why: 'Everybody on the way reads keys, prompts and answers, and can change them.',
  fix: 'Serve TLS: secure-llm serve --cert and --key, or a proxy in front that does.',
  refs: ['API8:2023', 'CWE-319'],
};

export const CERTIFICATE: RuntimeRule = {
  id: 'SLLM-RUN-CERTIFICATE',
  title: 'Certificate that is not valid, or ends within 14 days',
  holds: 'The certificate is trusted and lasts',
  severity: 'high',
  why: 'Clients that check it cannot ask, and those that are told not to check talk to anybody.',
  fix: 'Renew it, by a job that does so long before the end; serve the whole chain.',
  refs: ['API8:2023', 'CWE-298'],
};

export const OLD_TLS: RuntimeRule = {
  id: 'SLLM-RUN-OLD-TLS',
  title: 'TLS 1.0 or 1.1 accepted',
  holds: 'TLS 1.2 or later alone is accepted',
  severity: 'medium',
  why: 'Both rest on broken hashes and ciphers, and were withdrawn (RFC 8996).',
  fix: 'Set the lowest version to TLS 1.2, at the proxy where there is one.',
  refs: ['API8:2023', 'CWE-327'],
};

export const NO_AUTH: RuntimeRule = {
  id: 'SLLM-RUN-NO-AUTH',
  title: 'Requests let in without a valid key',
  holds: 'Requests without a valid key are refused',
  severity: 'critical',
  why: 'Anybody who finds the address spends your money, and reads what the model may read.',
  fix: 'Check a credential before anything else of a request is looked at, on every route.',
  refs: ['LLM10:2025', 'API2:2023', 'CWE-306'],
};

export const UNEVEN: RuntimeRule = {
  id: 'SLLM-RUN-UNEVEN-REFUSAL',
  title: 'Wrong keys refused with different answers',
  holds: 'Every wrong key gets the same answer, and none is repeated',
  severity: 'low',
  why: 'What differs tells a guesser how close a key is; a key that is repeated lands in logs.',
  fix: 'Refuse every credential that is not valid with one status and one text.',
  refs: ['API2:2023', 'CWE-204'],
};

export const OPEN_CORS: RuntimeRule = {
  id: 'SLLM-RUN-CORS',
  title: 'Pages of any origin may ask',
  holds: 'Pages of strange origins may not ask',
  severity: 'medium',
  why: 'Any page that a user visits can ask with what their browser holds, and read the answer.',
  fix: 'List the origins of your own pages; never `*`, and never the origin that asks.',
  refs: ['API8:2023', 'CWE-942'],
};

export const HEADERS: RuntimeRule = {
  id: 'SLLM-RUN-HEADERS',
  title: 'Security header missing',
  holds: 'Answers have the headers of security',
  severity: 'low',
  why: 'Caches keep answers of one user for the next, and browsers may run or frame what they are sent.',
  fix: 'Send cache-control: no-store, x-content-type-options: nosniff, and a content-security-policy with frame-ancestors.',
  refs: ['API8:2023', 'CWE-693'],
};

export const STACK: RuntimeRule = {
  id: 'SLLM-RUN-STACK',
  title: 'Stack trace in an answer',
  holds: 'Failures tell nothing of the inside',
  severity: 'medium',
  why: 'It names files, libraries and versions, and now and then holds data of others.',
  fix: 'Answer failures with a code and an id, keep the rest in your log, and turn debug mode off.',
  refs: ['API8:2023', 'CWE-209'],
};

export const BANNER: RuntimeRule = {
  id: 'SLLM-RUN-BANNER',
  title: 'Software named in a header',
  holds: 'Headers name no software',
  severity: 'low',
  why: 'Scanners pick their attacks by it.',
  fix: 'Remove x-powered-by and the version in server.',
  refs: ['API8:2023', 'CWE-497'],
};

export const METRICS: RuntimeRule = {
  id: 'SLLM-RUN-METRICS',
  title: 'Metrics open to anybody',
  holds: 'Metrics are not public',
  severity: 'medium',
  why: 'They tell strangers who is served, how much, by which models, and whether an attack has an effect.',
  fix: 'Leave `metrics` off, or let the proxy answer /metrics to your monitoring alone.',
  refs: ['API8:2023', 'CWE-497'],
};

export const NO_LIMIT: RuntimeRule = {
  id: 'SLLM-RUN-NO-LIMIT',
  title: 'No rate limit met',
  holds: 'A rate limit stops a flood',
  severity: 'high',
  why: 'A loop, a script or a stolen key spends without end, and keys can be guessed at full speed.',
  fix: 'Limit requests by principal and by address, in a store that all processes share; answer 429 with retry-after.',
  refs: ['LLM10:2025', 'API4:2023', 'CWE-770'],
};

/** Of what is asked over HTTP. */
export const ASKED = [NO_AUTH, UNEVEN, OPEN_CORS, HEADERS, STACK, BANNER, METRICS, NO_LIMIT] as const;
