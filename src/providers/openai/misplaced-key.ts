import { misuse, type Refuse } from '../../lib/check.ts';
import type { HeaderFields } from '../../transport/transport.ts';

/** Documented beginnings of other vendors' keys. A key that is sent to the wrong host is a key that has leaked. */
const OTHER_VENDORS: readonly (readonly [prefix: string, vendor: string])[] = [
  ['sk-ant-', 'Anthropic'],
  ['sk-or-', 'OpenRouter'],
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

/** Refuses a key that belongs to somebody else where it would go to OpenAI. Other hosts may take any key. */
export function checkVendor(key: string, isOwnHost: boolean, refuse: Refuse): void {
  const found = isOwnHost && OTHER_VENDORS.find(([prefix]) => key.startsWith(prefix));
  if (found)
    throw refuse(
      'openai.apiKey',
      `looks like a key of ${found[1]}, and would be sent to OpenAI: set \`baseURL\` to the host it belongs to`,
    );
}

const KEY_HEADERS = ['authorization', 'api-key', 'x-api-key', 'x-goog-api-key'];

/** Refuses a key in a web page. */
export function checkPage(hasKey: boolean, headers: HeaderFields): void {
  const inPage = typeof window !== 'undefined' && typeof document !== 'undefined';
  if (inPage && (hasKey || KEY_HEADERS.some((name) => name in headers)))
    throw misuse(
      'openai.apiKey',
      'must not be in a web page, where every visitor can read it: call your own server, a gateway that holds the key, or set `dangerouslyAllowBrowser` if you accept this',
    );
}
