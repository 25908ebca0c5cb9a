import { clientsIn, lacks, runsInBrowsers } from '../clients.ts';
import { httpCallsIn, isVendorUrl } from '../model-api.ts';
import type { StaticRule } from '../rule.ts';

export const modelCalledInBrowser: StaticRule = {
  id: 'SLLM-BROWSER-CALL',
  title: 'Provider asked from a web page',
  severity: 'high',
  why: 'Code of a page can only ask a provider with a key that its visitors can read, and past every limit of your server.',
  fix: 'Move the call to a server, or to a gateway that holds the key and knows who asks.',
  refs: ['LLM02:2025', 'API2:2023', 'CWE-522'],
  script(file, tell) {
    if (!runsInBrowsers(file)) return;
    for (const { node, sdk, options } of clientsIn(file))
      if (!sdk.startsWith('secure-llm/') && lacks(file, options, ['dangerouslyAllowBrowser'])) tell(node); // which has a rule of its own
    for (const { node, shape } of httpCallsIn(file)) if (isVendorUrl(shape)) tell(node);
  },
  bad: [
    {
      path: 'app/chat.tsx',
      text: () =>
        "'use client';\nimport { createOpenAI } from '@ai-sdk/openai';\nconst openai = createOpenAI({ apiKey: props.apiKey });",
    },
    {
      path: 'app/chat.tsx',
      text: () =>
        "'use client';\nexport const ask = (body) => fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', body });",
    },
    {
      path: 'public/index.html',
      text: () =>
        '<h1>Chat</h1>\n<script>\nconst model = "gemini-2.5-flash";\nfetch(`https://generativelanguage.googleapis.com/v1beta/models/${model}:generateContent`);\n</script>',
    },
    {
      path: 'public/index.html',
      text: () =>
        '<script type="module">\nimport Anthropic from "https://esm.sh/@anthropic-ai/sdk@1";\nnew Anthropic({ apiKey: prompt("Key") });\n</script>',
    },
  ],
  good: [
    {
      path: 'app/chat.tsx',
      text: () => "'use client';\nexport const ask = (body) => fetch('/api/chat', { method: 'POST', body });",
    },
    {
      path: 'app/chat.tsx',
      text: () => "'use client';\nimport type OpenAI from 'openai';\nexport type Answer = OpenAI.ChatCompletion;",
    },
    {
      path: 'app/api/chat/route.ts',
      text: () => "import OpenAI from 'openai';\nconst openai = new OpenAI({ timeout: 30_000 });",
    },
    {
      path: 'app/chat.tsx',
      text: () => "'use client';\nimport { useChat } from '@ai-sdk/react';\nconst chat = useChat();",
    },
    {
      path: 'docs.html',
      text: () =>
        "<pre>fetch('https://api.openai.com/v1/models')</pre><script type=\"text/template\">fetch('https://api.openai.com/v1')</script>",
    },
    { path: 'app/links.tsx', text: () => "'use client';\nexport const docs = 'https://api.openai.com/v1/docs';" },
  ],
};
