import type { Node } from '@babel/types';
import { nameOf, pathOf } from '../bindings.ts';
import { callsIn } from '../calls.ts';
import { isInside } from '../nodes.ts';
import { isModelCall } from '../origins.ts';
import type { StaticRule } from '../rule.ts';
import { isFunction } from '../scopes.ts';

export const agentLoop: StaticRule = {
  id: 'SLLM-AGENT-LOOP',
  title: 'Agent without a limit of steps',
  severity: 'medium',
  why: 'A model that keeps asking for tools, by mistake or by an instruction in a result, spends tokens until somebody notices.',
  fix: 'Count the steps and stop after a few: `stopWhen: stepCountIs(8)`, `toolPolicy.maxSteps`, or a `for` with an end.',
  refs: ['LLM10:2025', 'LLM06:2025', 'CWE-835'],
  script(file, tell) {
    for (const { key, value } of file.nodes('ObjectProperty'))
      if (LIMITS.test(nameOf(key)) && isEndless(value)) tell(value);
    for (const call of callsIn(file)) {
      const [limit] = call.arguments;
      if (/^(?:stepCountIs|isStepCount)$/.test(pathOf(call.callee)) && limit && isEndless(limit)) tell(call);
    }
    const wishes = file.nodes('Identifier').filter(({ name }) => OF_TOOLS.test(name));
    const asks = wishes.length === 0 ? [] : callsIn(file).filter((call) => isModelCall(file, call));
    if (asks.length === 0) return;
    const ends = [...file.nodes('IfStatement'), ...file.nodes('ConditionalExpression')].filter(({ test }) =>
      counts(test),
    );
    for (const loop of [
      ...file.nodes('WhileStatement'),
      ...file.nodes('DoWhileStatement'),
      ...file.nodes('ForStatement'),
    ]) {
      if (!loop.test ? loop.type !== 'ForStatement' : counts(loop.test)) continue;
      const home = file.around(loop, isFunction);
      const isAgent =
        wishes.some((each) => isInside(each, loop)) &&
        asks.some((call) => isInside(call, loop) && file.around(call, isFunction) === home); // in no function of the loop's
      if (isAgent && !ends.some((each) => isInside(each, loop))) tell({ start: loop.start, end: loop.body.start });
    }
  },
  bad: [
    {
      text: () =>
        'while (true) {\n  const { message } = (await openai.chat.completions.create({ messages, tools })).choices[0];\n  if (!message.tool_calls) break;\n  for (const call of message.tool_calls) messages.push(await run(call));\n}',
    },
    {
      text: () =>
        "let r = await anthropic.messages.create({ tools, messages });\nwhile (r.stop_reason === 'tool_use') {\n  messages.push(await run(r));\n  r = await anthropic.messages.create({ tools, messages });\n}",
    },
    { text: () => 'await generateText({ model, tools, prompt, stopWhen: stepCountIs(Infinity) });' },
    { text: () => 'await graph.invoke({ messages }, { recursionLimit: 10_000 });' },
  ],
  good: [
    {
      text: () =>
        'for (let step = 0; step < 8; step++) {\n  const { message } = (await openai.chat.completions.create({ messages, tools })).choices[0];\n  if (!message.tool_calls) break;\n  messages.push(await run(message.tool_calls));\n}',
    },
    {
      text: () =>
        "let steps = 0;\nwhile (true) {\n  if (++steps > 10) throw new Error('too many steps');\n  const { message } = (await openai.chat.completions.create({ messages, tools })).choices[0];\n  if (!message.tool_calls) break;\n}",
    },
    {
      text: () =>
        "while (true) {\n  const line = await rl.question('> ');\n  const { text } = await generateText({ model, prompt: line });\n  console.log(text);\n}",
    },
    {
      text: () =>
        'while (true) {\n  const { done, value } = await reader.read();\n  if (done) break;\n  show(value);\n}',
    },
    { text: () => 'await generateText({ model, tools, prompt, stopWhen: stepCountIs(20), maxSteps: 5 });' },
  ],
};

const LIMITS = /^(?:maxSteps|maxTurns|maxIterations|recursionLimit|maxToolRoundtrips|max_turns|max_iterations)$/;
const MOST = 200;

function isEndless(node: Node): boolean {
  if (node.type === 'NumericLiteral') return node.value > MOST;
  return /^(?:Number\.)?(?:Infinity|POSITIVE_INFINITY|MAX_SAFE_INTEGER|MAX_VALUE)$/.test(pathOf(node));
}

/** Whether a condition compares a number, or asks something of the code's own that may. */
function counts(test: Node): boolean {
  if (test.type === 'LogicalExpression') return counts(test.left) || counts(test.right);
  if (test.type === 'UnaryExpression') return counts(test.argument);
  if (test.type === 'UpdateExpression') return true;
  return test.type === 'BinaryExpression' && /^[<>]=?$/.test(test.operator);
}

const OF_TOOLS = /^(?:tool_calls|toolCalls|tool_use|functionCalls?|function_call|stop_reason)$/;
