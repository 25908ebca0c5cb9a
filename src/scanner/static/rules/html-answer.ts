import type { Node } from '@babel/types';
import { nameOf, pathOf, propertyOf } from '../bindings.ts';
import { callsIn } from '../calls.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const htmlAnswer: StaticRule = {
  id: 'SLLM-HTML-ANSWER',
  title: 'Model output written as HTML',
  severity: 'high',
  why: 'An answer can carry a script or an image: it runs as your page, takes the session and sends the talk elsewhere.',
  fix: 'Write text with `textContent` or as a child in JSX; sanitise Markdown that became HTML with DOMPurify.',
  refs: ['LLM05:2025', 'CWE-79'],
  script(file, tell) {
    for (const [node, html] of [...assigned(file), ...handed(file), ...inJSX(file), ...sent(file)])
      if (file.flow.comesFrom(html, 'model')) tell(node);
  },
  bad: [
    { text: () => 'const { text } = await generateText({ model, prompt });\nelement.innerHTML = text;' },
    {
      text: () =>
        "import { marked } from 'marked';\nconst answer = (await openai.responses.create({ input })).output_text;\nbox.insertAdjacentHTML('beforeend', marked.parse(answer));",
    },
    {
      path: 'src/chat.tsx',
      text: () =>
        "const [answer, setAnswer] = useState('');\nconst ask = async () => setAnswer((await (await fetch('/api/chat')).json()).reply);\nexport const Chat = () => <p dangerouslySetInnerHTML={{ __html: answer }} />;",
    },
    { text: () => 'const { text } = await generateText({ model, prompt });\nres.send(`<h1>Answer</h1>${text}`);' },
    {
      path: 'public/index.html',
      text: () =>
        "<div id=box></div>\n<script>\n  fetch('/api/chat').then((r) => r.json()).then((data) => { box.innerHTML = data.reply; });\n</script>",
    },
  ],
  good: [
    { text: () => 'const { text } = await generateText({ model, prompt });\nelement.textContent = text;' },
    {
      text: () =>
        "import DOMPurify from 'dompurify';\nconst { text } = await generateText({ model, prompt });\nelement.innerHTML = DOMPurify.sanitize(marked.parse(text));",
    },
    {
      path: 'src/chat.tsx',
      text: () => 'const { completion } = useCompletion();\nexport const Chat = () => <p>{completion}</p>;',
    },
    {
      text: () =>
        'const { text, usage } = await generateText({ model, prompt });\nres.send(text);\nbox.innerHTML = `<b>${usage.totalTokens}</b>`;',
    },
    {
      text: () =>
        "const { text } = await generateText({ model, prompt });\nelement.innerHTML = '';\nelement.append(text);",
    },
  ],
};

type Sink = readonly [node: Node, html: Node];

const assigned = (file: ScriptFile): readonly Sink[] =>
  file
    .nodes('AssignmentExpression')
    .filter(({ left }) => /\.(?:innerHTML|outerHTML|srcdoc)$/.test(pathOf(left)))
    .map((node) => [node, node.right]);

const handed = (file: ScriptFile): readonly Sink[] =>
  callsIn(file).flatMap((call): readonly Sink[] => {
    const method = pathOf(call.callee);
    const html = /\.insertAdjacentHTML$/.test(method)
      ? call.arguments[1]
      : /^document\.write(?:ln)?$|\.(?:createContextualFragment|setHTMLUnsafe)$/.test(method)
        ? call.arguments[0]
        : undefined;
    return html ? [[call, html]] : [];
  });

const inJSX = (file: ScriptFile): readonly Sink[] =>
  file.nodes('JSXAttribute').flatMap((node): readonly Sink[] => {
    if (node.name.name !== 'dangerouslySetInnerHTML' || node.value?.type !== 'JSXExpressionContainer') return [];
    const html = propertyOf(file, node.value.expression, '__html');
    return html ? [[node, html]] : [];
  });

/** A page that a server puts together: a text with tags of its own. */
const sent = (file: ScriptFile): readonly Sink[] =>
  callsIn(file).flatMap((call): readonly Sink[] => {
    const [html] = call.arguments;
    if (!html || !/^(?:res|response|reply|ctx|c)\.(?:send|end|write|html)$/.test(pathOf(call.callee))) return [];
    const isHTML =
      nameOf(call.callee.type === 'MemberExpression' ? call.callee.property : call.callee) === 'html' ||
      (html.type === 'TemplateLiteral' && html.quasis.some(({ value }) => /<[a-z]\w*[\s>]/i.test(value.raw))) ||
      /^marked(?:\.parse)?$/.test(pathOf(html));
    return isHTML ? [[call, html]] : [];
  });
