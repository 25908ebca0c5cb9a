import type { Node } from '@babel/types';
import { nameOf, pathOf, propertyOf } from '../bindings.ts';
import { functionBehind } from '../functions.ts';
import type { StaticRule } from '../rule.ts';
import { isFunction } from '../scopes.ts';
import type { ScriptFile } from '../script-file.ts';

export const noBodyLimit: StaticRule = {
  id: 'SLLM-BODY-UNBOUNDED',
  title: 'Request body read without a limit',
  severity: 'medium',
  why: 'One request can fill the memory of the process, and whatever gets through becomes tokens that you pay for.',
  fix: 'Stop at a size that a prompt can have, such as 1 MB, and answer 413.',
  refs: ['LLM10:2025', 'API4:2023', 'CWE-770'],
  script(file, tell) {
    for (const node of file.nodes('CallExpression')) {
      const path = pathOf(node.callee);
      if (PARSER.test(path)) {
        const limit = propertyOf(file, node.arguments[0], 'limit');
        if (limit && bytesOf(file, limit) > MOST) tell(limit);
      }
      if (collects(file, node)) tell(node);
    }
    for (const node of file.nodes('ObjectProperty'))
      if (/^(?:bodyLimit|sizeLimit|bodySizeLimit)$/.test(nameOf(node.key)) && bytesOf(file, node.value) > MOST)
        tell(node);
    for (const node of file.nodes('ForOfStatement'))
      if (
        node.await &&
        isRequest(node.right) &&
        gathers(file, node.body) &&
        !measures(file, file.around(node, isFunction) ?? node)
      )
        tell(node);
  },
  bad: [
    { text: () => "let body = '';\nreq.on('data', (chunk) => (body += chunk));\nreq.on('end', () => answer(body));" },
    { text: () => 'const chunks = [];\nfor await (const chunk of req) chunks.push(chunk);' },
    { text: () => "app.use(express.json({ limit: '50mb' }));" },
    { text: () => 'app.use(bodyParser.json({ limit: Infinity }));' },
    { text: () => "export const config = { api: { bodyParser: { sizeLimit: '100mb' } } };" },
  ],
  good: [
    { text: () => "app.use(express.json());\napp.use(express.json({ limit: '1mb' }));" },
    {
      text: () =>
        "let body = '';\nreq.on('data', (chunk) => {\n  body += chunk;\n  if (body.length > 1e6) req.destroy();\n});",
    },
    {
      text: () =>
        "child.stdout.on('data', (chunk) => (out += chunk));\nresponse.on('data', (chunk) => chunks.push(chunk));",
    },
    { text: () => 'for await (const chunk of stream) text += chunk;' },
  ],
};

/** More than any prompt with its pictures. */
const MOST = 25 * 1024 * 1024;

const PARSER = /(?:^|\.)(?:express|bodyParser)\.(?:json|text|raw|urlencoded)$/;
const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 };

function bytesOf(file: ScriptFile, node: Node, depth = 0): number {
  const at = file.bindings.resolved(node);
  if (at.type === 'NumericLiteral') return at.value;
  if (at.type === 'BinaryExpression' && at.operator === '*' && at.left.type !== 'PrivateName' && depth < 5)
    return bytesOf(file, at.left, depth + 1) * bytesOf(file, at.right, depth + 1);
  if (/^(?:Infinity|Number\.(?:POSITIVE_INFINITY|MAX_SAFE_INTEGER))$/.test(pathOf(at))) return Number.POSITIVE_INFINITY;
  const [, amount, unit = 'b'] = /^\s*(\d+(?:\.\d+)?)\s*([kmg]?b)?\s*$/i.exec(file.bindings.textOf(at) ?? '') ?? [];
  return amount === undefined ? 0 : Number(amount) * (UNITS[unit.toLowerCase()] ?? 1);
}

/** `req`, `request` and `ctx.req`; a response or a child process is somebody else's. */
const isRequest = (node: Node): boolean => /^(?:(?:ctx|c)\.)?(?:req|request)(?:\.raw|\.body)?$/.test(pathOf(node));

function collects(file: ScriptFile, call: Node): boolean {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const [event, listener] = call.arguments;
  if (nameOf(call.callee.property) !== 'on' || !isRequest(call.callee.object) || !event || !listener) return false;
  if (file.bindings.textOf(event) !== 'data') return false;
  const handler = functionBehind(file, listener);
  return handler !== undefined && gathers(file, handler) && !measures(file, handler);
}

const textIn = (file: ScriptFile, { start, end }: Node): string => file.text.slice(start ?? 0, end ?? 0);

const gathers = (file: ScriptFile, node: Node): boolean => /\+=|\.push\(|concat\(/.test(textIn(file, node));

const measures = (file: ScriptFile, node: Node): boolean =>
  /[<>]|destroy|413/.test(textIn(file, node).replaceAll('=>', ''));
