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
])('%s', (code, expected) => {
  expect(origins(code)).toEqual(expected);
});
