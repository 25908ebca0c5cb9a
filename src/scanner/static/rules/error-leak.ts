import type { Node } from '@babel/types';
import { pathOf } from '../bindings.ts';
import { callsIn, isCall } from '../calls.ts';
import { wordsIn } from '../logs.ts';
import { isInside } from '../nodes.ts';
import type { StaticRule } from '../rule.ts';

export const errorLeak: StaticRule = {
  id: 'SLLM-ERROR-LEAK',
  title: 'Error of the provider sent to the user',
  severity: 'medium',
  why: 'Such errors name models, organisations, limits and parts of the key, and some repeat the prompt.',
  fix: 'Send a text and a status of your own, with an id; log the code of the error under that id.',
  refs: ['LLM02:2025', 'API8:2023', 'CWE-209'],
  script(file, tell) {
    if (file.bindings.imports('secure-llm')) return; // whose errors hold no prompt, answer or key
    const asks = callsIn(file).filter((call) => file.flow.asksModel(call));
    if (asks.length === 0) return;
    const replies = [...callsIn(file), ...file.nodes('NewExpression')].filter((node) => isReply(node));
    for (const { block, handler } of file.nodes('TryStatement')) {
      const error = handler?.param;
      if (error?.type !== 'Identifier' || !handler || !asks.some((call) => isInside(call, block))) continue;
      for (const reply of replies)
        if (isInside(reply, handler) && reply.arguments.slice(0, 1).some((each) => tells(each, error.name)))
          tell(reply);
    }
  },
  bad: [
    {
      text: () =>
        'try {\n  const r = await openai.chat.completions.create({ messages });\n  res.json(r);\n} catch (error) {\n  res.status(500).json({ error: error.message });\n}',
    },
    {
      text: () =>
        'try {\n  const { text } = await generateText({ model, prompt });\n  return Response.json({ text });\n} catch (e: any) {\n  return new Response(`Failed: ${e}`, { status: 500 });\n}',
    },
    {
      text: () =>
        'const ask = async (messages) => (await openai.chat.completions.create({ messages })).choices[0].message;\ntry {\n  res.json(await ask(list));\n} catch (err) {\n  res.status(500).json({ error: err.message });\n}',
    },
  ],
  good: [
    {
      text: () =>
        "try {\n  const r = await openai.chat.completions.create({ messages });\n  res.json(r);\n} catch (error) {\n  logger.error({ code: error.code });\n  res.status(502).json({ error: 'The model is not available' });\n}",
    },
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nconst client = new SecureLLMClient({ provider });\ntry {\n  res.json(await client.chat(text));\n} catch (error) {\n  res.status(400).json({ error: error.message });\n}",
    },
    {
      text: () =>
        'try {\n  const r = await openai.chat.completions.create({ messages });\n  res.json(r);\n} catch (error) {\n  res.sendStatus(error.status ?? 500);\n}',
    },
    {
      text: () =>
        'try {\n  check(req.body);\n} catch (error) {\n  res.status(400).json({ error: error.message });\n}\nawait generateText({ model, prompt });',
    },
  ],
};

const REPLIES =
  /^(?:res|response|reply|ctx|c)(?:\.(?:status|code|type|header|set))*\.(?:json|send|end|write|text|html)$|^(?:Next)?Response(?:\.json)?$/;

const isReply = (node: Node): boolean =>
  (isCall(node) || node.type === 'NewExpression') && REPLIES.test(pathOf(node.callee));

/** Whether what is sent holds the error, its message, its stack or the body of the provider. */
function tells(node: Node, error: string): boolean {
  return wordsIn(node).some((word) => {
    if (word.type === 'LogicalExpression') return tells(word.left, error) || tells(word.right, error);
    if (isCall(word) && pathOf(word.callee) === 'String') return word.arguments.some((each) => tells(each, error));
    const [first, ...fields] = pathOf(word).split('.');
    if (first !== error) return false;
    return fields.length === 0 || TELLING.test(fields.join('.'));
  });
}

const TELLING = /^(?:message|stack|toString|error(?:\.message)?|body|cause(?:\.message)?|response\.data(?:\.\w+)*)$/;
