import { misuse, type Refuse } from '../lib/check.ts';
import type { HeaderFields } from './transport.ts';

/** Documented beginnings of vendors' keys. A key that is sent to the wrong host is a key that has leaked. */
const VENDORS: readonly (readonly [prefix: string, vendor: string])[] = [
  ['sk-ant-', 'Anthropic'],
  ['sk-or-', 'OpenRouter'],
  ['sk-proj-', 'OpenAI'],
  ['sk-svcacct-', 'OpenAI'],
  ['AIza', 'Google'],
  ['gsk_', 'Groq'],
  ['xai-', 'xAI'],
  ['hf_', 'Hugging Face'],
  ['pplx-', 'Perplexity'],
  ['r8_', 'Replicate'],
  ['nvapi-', 'NVIDIA'],
  ['fw_', 'Fireworks'],
  ['AKIA', 'AWS'],
  ['ASIA', 'AWS'],
  ['ghp_', 'GitHub'],
  ['github_pat_', 'GitHub'],
  ['glpat-', 'GitLab'],
  ['xoxb-', 'Slack'],
];

/** Refuses a key that belongs to somebody else than `vendor`, to whose own host it would go. */
export function checkVendor(key: string, vendor: string, field: string, refuse: Refuse): void {
  const found = VENDORS.find(([prefix]) => key.startsWith(prefix))?.[1];
  if (found !== undefined && found !== vendor)
    throw refuse(
      field,
      `looks like a key of ${found}, and would be sent to ${vendor}: set \`baseURL\` to the host it belongs to`,
    );
}

const KEY_HEADERS = ['authorization', 'api-key', 'x-api-key', 'x-goog-api-key'];

/** Refuses a key in a web page. */
export function checkPage(hasKey: boolean, headers: HeaderFields, field: string): void {
  const inPage = typeof window !== 'undefined' && typeof document !== 'undefined';
  if (inPage && (hasKey || KEY_HEADERS.some((name) => name in headers)))
    throw misuse(
      field,
      'must not be in a web page, where every visitor can read it: call your own server, a gateway that holds the key, or set `dangerouslyAllowBrowser` if you accept this',
    );
}
