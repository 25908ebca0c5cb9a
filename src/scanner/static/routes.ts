import type { Node } from '@babel/types';
import { nameOf, pathOf, propertyOf } from './bindings.ts';
import { functionBehind, functionsThatAsk } from './functions.ts';
import type { ScriptFile } from './script-file.ts';

/** What answers requests over HTTP. */
export interface Route {
  /** `get`, `post`, …, or `any`. */
  readonly method: string;
  /** Where it is set up. */
  readonly node: Node;
  readonly handler: Node;
  /** What runs before it: `auth` of `app.post('/chat', auth, handler)`. */
  readonly before: readonly Node[];
}

const METHODS = /^(?:get|post|put|patch|delete|all)$/;
const VERBS = /^(?:GET|POST|PUT|PATCH|DELETE)$/;

/** `app/api/chat/route.ts` of Next.js. */
const ROUTE_FILE = /(?:^|\/)app\/(?:.*\/)?route\.[cm]?[jt]sx?$/;
/** `pages/api/chat.ts`, and `api/chat.ts` of Vercel. */
const API_FILE = /(?:^|\/)api\/[^.]+\.[cm]?[jt]s$/;

/** The routes of a file: of Express, Fastify, Koa, Hono, Next.js, Node, Deno and Bun. */
function routesIn(file: ScriptFile): readonly Route[] {
  if (file.bindings.imports('msw')) return []; // a fake server
  return [...calledRoutes(file), ...exportedRoutes(file)];
}

/** Those of them that ask a model. */
export function askingRoutes(file: ScriptFile): readonly Route[] {
  const asking = functionsThatAsk(file);
  return asking.size === 0 ? [] : routesIn(file).filter(({ handler }) => asking.has(handler));
}

/** Whether a file is served by the file system, as in Next.js. */
export const isRouteFile = (path: string): boolean => ROUTE_FILE.test(path) || API_FILE.test(path);

function calledRoutes(file: ScriptFile): readonly Route[] {
  return file.nodes('CallExpression').flatMap((node): readonly Route[] => {
    const { callee, arguments: given } = node;
    const path = pathOf(callee);
    const [first] = given;
    if (!first) return [];
    if (/(?:^|\.)createServer$|^Deno\.serve$/.test(path)) {
      const handler = given.map((each) => functionBehind(file, each)).find((each) => each !== undefined);
      return handler ? [{ method: 'any', node, handler, before: [] }] : [];
    }
    if (path === 'Bun.serve' || /\.route$/.test(path)) {
      const served = propertyOf(file, first, path === 'Bun.serve' ? 'fetch' : 'handler');
      const handler = served && functionBehind(file, served);
      const method = propertyOf(file, first, 'method');
      return handler
        ? [{ method: (method && file.bindings.textOf(method)?.toLowerCase()) ?? 'any', node, handler, before: [] }]
        : [];
    }
    if (callee.type !== 'MemberExpression' || !METHODS.test(nameOf(callee.property))) return [];
    const isChained = /\.route(?:\.\w+)*$/.test(pathOf(callee.object)) && callee.object.type === 'CallExpression';
    if (!isChained && !isPath(file, first)) return [];
    const last = given.at(-1);
    const handler = last && last !== (isChained ? undefined : first) && functionBehind(file, last);
    return handler
      ? [{ method: nameOf(callee.property), node, handler, before: given.slice(isChained ? 0 : 1, -1) }]
      : [];
  });
}

const isPath = (file: ScriptFile, node: Node): boolean =>
  node.type === 'RegExpLiteral' || /^[/*]/.test(file.bindings.textOf(node) ?? '');

function exportedRoutes(file: ScriptFile): readonly Route[] {
  const route = (method: string, node: Node, value: Node | null | undefined): readonly Route[] => {
    const handler = value && functionBehind(file, value);
    return handler ? [{ method, node, handler, before: [] }] : [];
  };
  if (ROUTE_FILE.test(file.path))
    return file.nodes('ExportNamedDeclaration').flatMap(({ declaration }) => {
      if (declaration?.type === 'FunctionDeclaration' && VERBS.test(declaration.id?.name ?? ''))
        return route(declaration.id?.name.toLowerCase() ?? '', declaration, declaration);
      if (declaration?.type !== 'VariableDeclaration') return [];
      return declaration.declarations.flatMap((each) =>
        VERBS.test(nameOf(each.id)) ? route(nameOf(each.id).toLowerCase(), each, each.init) : [],
      );
    });
  if (API_FILE.test(file.path))
    return file
      .nodes('ExportDefaultDeclaration')
      .flatMap((node) => route('any', node, node.declaration))
      .filter(({ handler }) => takesRequest(handler));
  return [];
}

const takesRequest = (handler: Node): boolean =>
  'params' in handler && Array.isArray(handler.params) && /^_?req/.test(nameOf((handler.params[0] ?? handler) as Node));
