import { pathOf } from '../bindings.ts';
import { lacks } from '../clients.ts';
import { httpCallsIn, isModelUrl } from '../model-api.ts';
import type { StaticRule } from '../rule.ts';

export const fetchWithoutTimeout: StaticRule = {
  id: 'SLLM-FETCH-NO-TIMEOUT',
  title: 'Request to a model without a timeout',
  severity: 'medium',
  why: 'A provider that hangs ties up your requests, sockets and memory until the service does not answer any more.',
  fix: 'Give the request a `signal`, such as AbortSignal.timeout(30_000).',
  refs: ['LLM10:2025', 'API4:2023', 'CWE-1088'],
  script(file, tell) {
    if (file.text.includes('axios.defaults.timeout')) return;
    for (const { node, shape, options } of httpCallsIn(file)) {
      if (!isModelUrl(shape) || !lacks(file, options, ['signal', 'timeout', 'dispatcher'])) continue;
      const timer = file.around(node, (each) => each.type === 'CallExpression' && /timeout/i.test(pathOf(each.callee)));
      if (!timer) tell(node);
    }
  },
  bad: [
    { text: () => "await fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', headers, body });" },
    { text: () => 'const url = `${base}/v1/messages`;\nconst response = await fetch(url, { method: "POST", body });' },
    {
      text: () =>
        "import axios from 'axios';\nawait axios.post('https://api.anthropic.com/v1/messages', body, { headers });",
    },
    {
      text: () =>
        'await fetch(`https://${resource}.openai.azure.com/openai/deployments/${name}/chat/completions?api-version=1`, { body });',
    },
  ],
  good: [
    {
      text: () =>
        "await fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', body, signal: AbortSignal.timeout(9_000) });",
    },
    { text: () => "await fetch('https://api.openai.com/v1/chat/completions', options);" },
    { text: () => "await fetch('https://api.openai.com/v1/chat/completions', { ...options, body });" },
    { text: () => "await fetch('/api/chat', { method: 'POST', body });" },
    { text: () => "await fetch('/v1/messages');" },
    { text: () => "await withTimeout(fetch('https://api.openai.com/v1/responses', { body }), 9_000);" },
    {
      text: () =>
        "import axios from 'axios';\nawait axios.post('https://api.x.ai/v1/chat/completions', body, { timeout: 9_000 });",
    },
  ],
};
