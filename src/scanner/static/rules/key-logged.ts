import type { Identifier, Node } from '@babel/types';
import { nameOf, pathOf } from '../bindings.ts';
import { environmentName } from '../environment.ts';
import { isKeyName } from '../keys.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

const LOGS =
  /(?:^|\.)(?:console|logger|log|winston|pino)\.(?:log|info|debug|warn|error|trace|dir|table|fatal|verbose)$|^process\.std(?:out|err)\.write$/;
const REPLIES = /^(?:res|reply|response|ctx|c)\.(?:(?:status\.)?(?:json|send))$/;
const ERROR = /^(?:\w+\.)?\w*Error$/;
const NOTHING = /(?!)/;
/** What whoever signs in is given. */
const SIGN_IN = /(?:access|auth|bearer)_?token$/i;
const WRITTEN_AS_IT_IS = /^(?:JSON\.stringify|String)$/;

/** The keys whose values stand in a text that is made of an expression. */
function keysWritten(file: ScriptFile, node: Node): readonly Node[] {
  switch (node.type) {
    case 'Identifier':
      return isKeyName(node.name) && !isMade(file, node) ? [node] : [];
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return isKey(node) ? [node] : [];
    case 'TemplateLiteral':
      return node.expressions.flatMap((each) => keysWritten(file, each));
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left, node.right].flatMap((each) => keysWritten(file, each)) : [];
    case 'LogicalExpression':
      return keysWritten(file, node.right).concat(node.operator === '&&' ? [] : keysWritten(file, node.left));
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap((each) => keysWritten(file, each));
    case 'ObjectExpression':
      return node.properties.flatMap((each) => (each.type === 'ObjectProperty' ? keysWritten(file, each.value) : []));
    case 'ArrayExpression':
      return node.elements.flatMap((each) => (each ? keysWritten(file, each) : []));
    case 'CallExpression':
      return WRITTEN_AS_IT_IS.test(pathOf(node.callee))
        ? node.arguments.flatMap((each) => keysWritten(file, each))
        : [];
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return keysWritten(file, node.expression);
    default:
      return [];
  }
}

/** Whether a name stands for what something made of a key: a mask of it, a hash, whether there is one. */
function isMade(file: ScriptFile, name: Identifier): boolean {
  const value = file.bindings.valueOf(name);
  return value?.type === 'CallExpression' || value?.type === 'UnaryExpression' || value?.type === 'BooleanLiteral';
}

function isKey(node: Node): boolean {
  const path = pathOf(node);
  if (path === 'process.env' || path.endsWith('headers.authorization')) return true;
  const variable = environmentName(node);
  return isKeyName(variable ?? path.slice(path.lastIndexOf('.') + 1));
}

export const keyLogged: StaticRule = {
  id: 'SLLM-KEY-LOGGED',
  title: 'Key written to a log, an error or an answer',
  severity: 'high',
  why: 'Logs and error reports are read by more people, copied to more systems and kept for longer than any key should be.',
  fix: 'Say whether the key is set, or name it by an id; never write its value.',
  refs: ['LLM02:2025', 'API8:2023', 'CWE-532'],
  script(file, tell) {
    const look = (given: readonly Node[], passes = NOTHING) => {
      for (const each of given)
        for (const key of keysWritten(file, each))
          if (!passes.test(pathOf(key))) tell(key, `${pathOf(key) || nameOf(key)} is written out`);
    };
    for (const { callee, arguments: given } of file.nodes('CallExpression')) {
      const path = pathOf(callee);
      if (LOGS.test(path) || ERROR.test(path)) look(given);
      else if (REPLIES.test(path)) look(given, SIGN_IN);
    }
    for (const { callee, arguments: given } of file.nodes('NewExpression')) if (ERROR.test(pathOf(callee))) look(given);
  },
  bad: [
    { text: () => 'console.log("key:", process.env.OPENAI_API_KEY);' },
    { text: () => 'throw new Error(`The provider refused ${apiKey}`);' },
    { text: () => 'this.logger.debug({ model, apiKey });' },
    { text: () => 'console.log(process.env);' },
    { text: () => 'res.status(500).json({ error: "failed", config: { key: client.apiKey } });' },
    { text: () => 'req.log.info(`auth ${req.headers.authorization}`);' },
    { text: () => 'console.log(JSON.stringify({ secret: env.GEMINI_API_KEY }));' },
  ],
  good: [
    { text: () => 'if (!process.env.OPENAI_API_KEY) throw new Error("OPENAI_API_KEY is not set");' },
    { text: () => 'console.log(`key ${apiKey ? "set" : "missing"}`, Boolean(apiKey), !!apiKey);' },
    { text: () => 'logger.info({ key: mask(apiKey), length: apiKey.length });' },
    { text: () => 'const apiToken = hash(raw);\nconsole.log(apiToken);' },
    { text: () => 'console.log(usage.totalTokens, maxTokens, cacheKey, process.env.NODE_ENV, STRIPE_PUBLIC_API_KEY);' },
    { text: () => 'cache.set(apiKey, client); Math.log(secret);' },
    { text: () => "res.status(200).json({ access_token: issued.accessToken, token_type: 'Bearer' });" },
  ],
};
