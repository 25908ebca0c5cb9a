import type { StaticRule } from '../rule.ts';

export const scriptWithoutIntegrity: StaticRule = {
  id: 'SLLM-HTML-INTEGRITY',
  title: 'Script of a CDN without integrity on a page with a chat',
  severity: 'low',
  why: 'Whoever changes the file there reads every prompt and answer, and acts as the visitor.',
  fix: 'Serve the file yourself, or name its version and add `integrity` and `crossorigin`.',
  refs: ['LLM03:2025', 'CWE-353'],
  texts: {
    html({ text }, tell) {
      if (!CHAT.test(text)) return;
      for (const found of text.matchAll(SCRIPT))
        if (CDN.test(found[0]) && !/\bintegrity\s*=/i.test(found[0]))
          tell({ start: found.index, end: found.index + found[0].length });
    },
  },
  bad: [
    {
      path: 'index.html',
      text: () =>
        '<script src="https://cdn.jsdelivr.net/npm/marked/marked.min.js"></script>\n<form id="chat"><textarea name="prompt"></textarea></form>',
    },
  ],
  good: [
    {
      path: 'index.html',
      text: () =>
        '<script src="https://cdn.jsdelivr.net/npm/marked@18.2.1/marked.min.js" integrity="sha384-x" crossorigin="anonymous"></script>\n<textarea id="prompt"></textarea>',
    },
    { path: 'index.html', text: () => '<script src="https://cdn.jsdelivr.net/npm/d3"></script><p>A chart.</p>' },
    { path: 'index.html', text: () => '<script src="/chat.js"></script><textarea id="prompt"></textarea>' },
  ],
};

const CHAT = /<(?:textarea|input)\b[^>]{0,300}\b(?:prompt|message|chat|question|ask)\b/i;
const SCRIPT = /<script\b[^>]{0,1000}>/gi;
const CDN =
  /\bsrc\s*=\s*["']?(?:https?:)?\/\/(?:cdn\.jsdelivr\.net|unpkg\.com|cdnjs\.cloudflare\.com|ajax\.googleapis\.com|code\.jquery\.com|stackpath\.bootstrapcdn\.com|maxcdn\.bootstrapcdn\.com)\//i;
