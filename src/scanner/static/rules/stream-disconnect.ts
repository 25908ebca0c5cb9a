import { pathOf } from '../bindings.ts';
import { callsIn } from '../calls.ts';
import { isInside } from '../nodes.ts';
import type { StaticRule } from '../rule.ts';
import { isFunction } from '../scopes.ts';

export const streamDisconnect: StaticRule = {
  id: 'SLLM-STREAM-DISCONNECT',
  title: 'Answer streamed on after the reader has left',
  severity: 'low',
  why: 'Whoever opens streams and drops them pays nothing, and you pay for every token to the end.',
  fix: 'Abort the call of the model when the response closes: hand it an `AbortSignal`, and abort in `res.on("close")`.',
  refs: ['LLM10:2025', 'API4:2023', 'CWE-400'],
  script(file, tell) {
    const writes = callsIn(file).filter(({ callee }) => WRITES.test(pathOf(callee)));
    if (writes.length === 0) return;
    const heeds = [...file.nodes('StringLiteral'), ...file.nodes('Identifier')].filter((node) =>
      HEEDS.test(node.type === 'StringLiteral' ? node.value : node.name),
    );
    for (const loop of file.nodes('ForOfStatement')) {
      if (!loop.await || !file.flow.comesFrom(loop.right, 'model')) continue;
      const home = file.around(loop, isFunction);
      const writesHere = writes.some((call) => isInside(call, loop.body));
      if (writesHere && !heeds.some((each) => !home || isInside(each, home)))
        tell({ start: loop.start, end: loop.body.start });
    }
  },
  bad: [
    {
      text: () =>
        "app.post('/chat', async (req, res) => {\n  const stream = await openai.chat.completions.create({ messages, stream: true });\n  for await (const chunk of stream) res.write(chunk.choices[0]?.delta?.content ?? '');\n  res.end();\n});",
    },
  ],
  good: [
    {
      text: () =>
        "app.post('/chat', async (req, res) => {\n  const stream = await openai.chat.completions.create({ messages, stream: true });\n  res.on('close', () => stream.controller.abort());\n  for await (const chunk of stream) res.write(chunk.choices[0]?.delta?.content ?? '');\n  res.end();\n});",
    },
    {
      text: () =>
        "app.post('/chat', async (req, res) => {\n  const stream = await openai.chat.completions.create({ messages, stream: true }, { signal: signalOf(res) });\n  for await (const chunk of stream) res.write(chunk.choices[0]?.delta?.content ?? '');\n});",
    },
    {
      text: () =>
        "app.get('/rows', async (req, res) => {\n  for await (const row of db.cursor()) res.write(row.name);\n});",
    },
    {
      text: () =>
        'const stream = await openai.chat.completions.create({ messages, stream: true });\nfor await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content);',
    },
  ],
};

const WRITES = /^(?:res|response|reply\.raw|ctx\.res)\.write$/;
const HEEDS = /^(?:close|aborted|signal|abortSignal|destroyed|writableEnded|closed)$/;
