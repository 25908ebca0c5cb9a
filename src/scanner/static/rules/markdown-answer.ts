import type { Identifier } from '@babel/types';
import { nameOf, pathOf, propertyOf, rootOf } from '../bindings.ts';
import { callsIn, isCall } from '../calls.ts';
import { isInside } from '../nodes.ts';
import { CLEANS } from '../parts.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const markdownAnswer: StaticRule = {
  id: 'SLLM-MARKDOWN-ANSWER',
  title: 'Markdown of a model rendered with raw HTML',
  severity: 'high',
  why: 'HTML in an answer passes the renderer: a script or an image with the talk in its URL runs in your page.',
  fix: 'Leave raw HTML off, or put `rehype-sanitize` or DOMPurify behind it.',
  refs: ['LLM05:2025', 'LLM02:2025', 'CWE-79'],
  script(file, tell) {
    if (file.bindings.imports('rehype-sanitize')) return;
    const raw = rawPlugin(file);
    for (const element of file.nodes('JSXElement')) {
      const { name, attributes } = element.openingElement;
      if (name.type !== 'JSXIdentifier' || file.bindings.imported(name.name)?.module !== 'react-markdown') continue;
      const usesRaw = attributes.some(
        (each) =>
          each.type === 'JSXAttribute' && each.name.name === 'rehypePlugins' && raw.some((at) => isInside(at, each)),
      );
      const shown = element.children.flatMap((each) =>
        each.type === 'JSXExpressionContainer' ? [each.expression] : [],
      );
      if (usesRaw && shown.some((each) => file.flow.comesFrom(each, 'model') || OF_CHAT.test(pathOf(each))))
        tell(element.openingElement);
    }
    for (const call of callsIn(file)) {
      const object = rootOf(call.callee);
      const [, method] = pathOf(call.callee).split('.');
      const [text] = call.arguments;
      if (method !== 'render' || !text || !object || !letsHTML(file, object) || !file.flow.comesFrom(text, 'model'))
        continue;
      if (!file.around(call, (at) => isCall(at) && CLEANS.test(pathOf(at.callee)))) tell(call);
    }
  },
  bad: [
    {
      path: 'src/chat.tsx',
      text: () =>
        "import Markdown from 'react-markdown';\nimport rehypeRaw from 'rehype-raw';\nexport const Answer = ({ message }) => <Markdown rehypePlugins={[rehypeRaw]}>{message.content}</Markdown>;",
    },
    {
      text: () =>
        "import MarkdownIt from 'markdown-it';\nconst md = new MarkdownIt({ html: true });\nconst { text } = await generateText({ model, prompt });\nshow(md.render(text));",
    },
  ],
  good: [
    {
      path: 'src/chat.tsx',
      text: () =>
        "import Markdown from 'react-markdown';\nexport const Answer = ({ message }) => <Markdown>{message.content}</Markdown>;",
    },
    {
      path: 'src/chat.tsx',
      text: () =>
        "import Markdown from 'react-markdown';\nimport rehypeRaw from 'rehype-raw';\nimport rehypeSanitize from 'rehype-sanitize';\nexport const Answer = ({ message }) => <Markdown rehypePlugins={[rehypeRaw, rehypeSanitize]}>{message.content}</Markdown>;",
    },
    {
      path: 'src/page.tsx',
      text: () =>
        "import Markdown from 'react-markdown';\nimport rehypeRaw from 'rehype-raw';\nexport const Page = ({ post }) => <Markdown rehypePlugins={[rehypeRaw]}>{post.body}</Markdown>;",
    },
    {
      text: () =>
        "import MarkdownIt from 'markdown-it';\nconst md = new MarkdownIt({ linkify: true });\nconst { text } = await generateText({ model, prompt });\nshow(md.render(text));",
    },
    {
      text: () =>
        "import MarkdownIt from 'markdown-it';\nconst md = MarkdownIt({ html: true });\nconst { text } = await generateText({ model, prompt });\nshow(DOMPurify.sanitize(md.render(text)));",
    },
  ],
};

/** What a chat shows. */
const OF_CHAT = /^(?:message|msg|m|answer|completion|reply)(?:\.content|\.text)?$|\.message\.content$/;

const rawPlugin = (file: ScriptFile) =>
  file.nodes('Identifier').filter(({ name }) => file.bindings.imported(name)?.module === 'rehype-raw');

function letsHTML(file: ScriptFile, name: Identifier): boolean {
  const made = file.bindings.valueOf(name);
  if (made?.type !== 'NewExpression' && made?.type !== 'CallExpression') return false;
  if (file.bindings.imported(nameOf(made.callee))?.module !== 'markdown-it') return false;
  const html = propertyOf(file, made.arguments[0], 'html');
  return html?.type === 'BooleanLiteral' && html.value;
}
