import type { Node } from '@babel/types';
import { promptsIn } from '../prompts.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const unmarkedDocument: StaticRule = {
  id: 'SLLM-UNMARKED-DOCUMENT',
  title: 'Text from outside in a prompt without a mark',
  severity: 'medium',
  why: 'Instructions hidden in a page, a mail or a document read like yours: this is how indirect prompt injection works.',
  fix: 'Mark it as data: the `prompt` tag or `untrusted()` of secure-llm, which also screen it; at the least, delimiters with a random name.',
  refs: ['LLM01:2025', 'CWE-1427'],
  script(file, tell) {
    for (const { node } of promptsIn(file))
      if (file.flow.comesFrom(node, 'fetched') && !isMarked(file, node)) tell(node);
  },
  bad: [
    {
      text: () =>
        'const page = await (await fetch(url)).text();\nawait openai.chat.completions.create({ messages: [{ role: "user", content: `Summarise: ${page}` }] });',
    },
    {
      text: () =>
        'const hits = await store.similaritySearch(question, 4);\nconst context = hits.map((hit) => hit.pageContent).join("\\n");\nawait generateText({ model, system: "Answer from this: " + context, prompt: question });',
    },
    {
      text: () =>
        "import pdf from 'pdf-parse';\nimport { SecureLLMClient } from 'secure-llm';\nconst client = new SecureLLMClient({ provider });\nconst { text } = await pdf(bytes);\nawait client.chat(`What does it say? ${text}`);",
    },
  ],
  good: [
    {
      text: () =>
        "import { prompt, SecureLLMClient } from 'secure-llm';\nconst client = new SecureLLMClient({ provider });\nconst page = await (await fetch(url)).text();\nawait client.chat(prompt`Summarise: ${page}`);",
    },
    {
      text: () =>
        'const page = await (await fetch(url)).text();\nawait generateText({ model, prompt: `Summarise.\\n<page-${nonce}>\\n${page}\\n</page-${nonce}>` });',
    },
    {
      text: () =>
        "const rules = await (await fetch('https://cdn.example.com/rules.txt')).text();\nawait generateText({ model, system: rules, prompt });",
    },
    { text: () => 'const page = await (await fetch(url)).text();\nawait client.summarize(page);' },
    {
      text: () =>
        'const response = await fetch(url);\nawait generateText({ model, prompt: `The server said ${response.status}` });',
    },
  ],
};

/** Whether every hole with such text stands right behind a delimiter: a tag, quotes, a fence. */
function isMarked(file: ScriptFile, node: Node): boolean {
  const at = file.bindings.resolved(node);
  if (at.type !== 'TemplateLiteral') return false;
  return at.expressions.every(
    (hole, index) =>
      !file.flow.comesFrom(hole, 'fetched') || /(?:>|"""|```\w*|---)\s*$/.test(at.quasis[index]?.value.cooked ?? ''),
  );
}
