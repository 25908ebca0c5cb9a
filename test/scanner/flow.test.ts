import { expect, test } from 'vitest';
import { ScriptFile } from '../../src/scanner/static/script-file.ts';

/** Whose words stand in the argument of `sink(…)`. */
function origins(code: string): readonly string[] {
  const file = new ScriptFile('src/app.ts', code);
  const call = file
    .nodes('CallExpression')
    .find(({ callee }) => callee.type === 'Identifier' && callee.name === 'sink');
  const [given] = call?.arguments ?? [];
  return given ? [...file.flow.originsOf(given)].sort() : ['no sink'];
}

test.each([
  ['sink(req.body.text)', ['request']],
  ['const { text } = req.body; sink(`Say ${text}`)', ['request']],
  ['const { messages } = await request.json(); sink(messages.map((m) => m.content).join(" "))', ['request']],
  ['const body = await c.req.json(); const mail = JSON.parse(body.mail); sink("a" + mail)', ['request']],
  ['const n = Number(req.query.n); sink(n)', []],
  ['const user = await db.users.find(req.params.id); sink(user.name)', []],
  [
    'const r = await openai.chat.completions.create({ messages: [{ content: req.body.q }] }); sink(r.choices[0].message.content)',
    ['model'],
  ],
  ['const { text } = await generateText({ model, prompt: req.body.q }); sink(text)', ['model']],
  [
    'for await (const chunk of await openai.chat.completions.create({ stream: true })) sink(chunk.choices[0]?.delta?.content)',
    ['model'],
  ],
  ['const text = "fixed"; sink({ text: other.text })', []],
  ['let html = ""; html += (await anthropic.messages.create({})).content[0].text; sink(html)', ['model']],
  ['sink(DOMPurify.sanitize(req.body.html))', []],
  // a name in two functions is two names
  ['function a() { const text = req.body.text; } function b() { const text = "x"; sink(text); }', []],
  ['function a(text) { save(text); } function b() { a(req.body.q); sink(text); }', []],
  ['let text = ""; { text = req.body.text; } sink(text)', ['request']],
  // functions, methods and callbacks of the file
  [
    'async function ask(q) { const r = await openai.responses.create({ input: q }); return r.output_text; } const a = await ask("x"); sink(a)',
    ['model'],
  ],
  ['const wrap = (text) => `<${text}>`; sink(wrap(req.body.text))', ['request']],
  ['function show(answer) { sink(answer); } show((await generateText({ model })).text)', ['model']],
  [
    'class A { async ask() { return (await generateText({})).text; } async run() { sink(await this.ask()); } }',
    ['model'],
  ],
  [
    'class A { read() { this.text = req.body.text; } run() { sink(this.text); } other() { return this.name; } }',
    ['request'],
  ],
  ['req.body.items.forEach((item) => sink(item.name))', ['request']],
  ['const hits = await store.similaritySearch(q); sink(hits.map((hit) => hit.pageContent).join(" "))', ['fetched']],
  ['fetch(url).then((r) => r.text()).then((page) => sink(page))', ['fetched']],
  ['fetch(url).then((r) => r.json()).then((data) => sink(data))', []],
  [
    'const parts = []; for await (const { text } of await llm.stream(q)) parts.push({ text }); sink(parts.map((p) => p.text))',
    ['model'],
  ],
  ['const [a, b] = await Promise.all([generateText({}), load()]); sink(b)', []],
  ['const [a, b] = await Promise.all([generateText({}), load()]); sink(a.text)', ['model']],
  // fields that are written out
  ['const o = { text: req.body.text, url: BASE }; sink(o.url)', []],
  ['const o = { text: req.body.text, url: BASE }; sink(o.text)', ['request']],
  ['function f({ name, text }) { sink(name); } f({ name: "x", text: req.body.text })', []],
  ['function f(options) { sink(options.text); } f({ name: "x", text: req.body.text })', ['request']],
  ['const o = { ...req.body, url: BASE }; sink(o.text)', ['request']],
  ['const [text, setText] = useState(""); setText(await (await fetch("/api/chat")).text()); sink(text)', ['model']],
  ['const answer = ref(""); answer.value = (await generateText({})).text; sink(answer.value)', ['model']],
  // what the model wrote, and what is told about it
  ['const r = await openai.chat.completions.create({}); sink(r.usage.total_tokens)', []],
  ['const { text, usage } = await generateText({}); sink(usage)', []],
  ['const { messages, input } = useChat(); sink(input)', []],
  ['tool({ execute: async ({ command }) => sink(command) })', ['model']],
  ['import { tool } from "@langchain/core/tools"; tool(async (input) => sink(input.path), { name: "x" })', ['model']],
  ['const m = await twilio.messages.create({ body: req.body.text }); import twilio from "twilio"; sink(m.sid)', []],
  [
    'import { SecureLLMClient } from "secure-llm"; const client = new SecureLLMClient({}); sink((await client.chat("x")).text)',
    ['model'],
  ],
  ['const client = connect(); sink((await client.chat("x")).text)', []],
  // closed values and marks
  ['const S = z.object({ lang: z.enum(["de"]) }); const { lang, text } = S.parse(req.body); sink(lang)', []],
  ['const S = z.object({ lang: z.enum(["de"]) }); const { lang, text } = S.parse(req.body); sink(text)', ['request']],
  ['const page = await (await fetch(url)).text(); sink(prompt`Read ${page}`)', []],
  ['sink(`key ${process.env.CRM_API_KEY}`)', ['secret']],
  ['const ai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY }); sink(ai.baseURL)', []],
  ['sink(req.body.text.replace(/[^\\w\\s]/g, ""))', ['request', 'stripped']],
  ['sink(req.body.text.replace(/[^\\d]/g, ""))', ['request']],
  ['import pdf from "pdf-parse"; const { text } = await pdf(bytes); sink(text)', ['fetched']],
  ['const rules = await (await fetch("https://example.com/rules.txt")).text(); sink(rules)', []],
  ['const url = `${BASE}/notes`; const text = await (await fetch(url)).text(); sink(text)', []],
  ['const o = { p: o.p }; const f = () => f(); sink(o.p + f())', []],
])('%s', (code, expected) => {
  expect(origins(code)).toEqual(expected);
});
