import { pathOf } from './bindings.ts';
import { askingRoutes, isRouteFile, type Route } from './routes.ts';
import type { ScriptFile } from './script-file.ts';

const APP = /^(?:express|fastify|Fastify|restify\.createServer|polka)$/;
const LISTENS = /(?:^|\.)(?:listen|serve)$/;
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|::1)$/;

/**
 * The routes of a file that ask a model and are open to a network, where the file shows all that stands before them: a router
 * that another file mounts is left out, and so is an app that uses what another file exports.
 */
export function openRoutes(file: ScriptFile): readonly Route[] {
  const routes = askingRoutes(file);
  if (routes.length === 0 || !isWhole(file)) return [];
  return routes.filter(({ before }) => !before.some((each) => isOfAnotherFile(file, pathOf(each))));
}

/** Whether some name or text of a file matches. */
export function speaksOf(file: ScriptFile, words: RegExp): boolean {
  return (
    file.nodes('Identifier').some(({ name }) => words.test(name)) ||
    file.nodes('StringLiteral').some(({ value }) => value.length < 100 && words.test(value))
  );
}

function isWhole(file: ScriptFile): boolean {
  if (isRouteFile(file.path)) return true;
  const calls = file.nodes('CallExpression');
  const listens = calls.filter(({ callee }) => LISTENS.test(pathOf(callee)));
  const isLocal = listens.some(({ arguments: given }) =>
    given.some((each) => LOOPBACK.test(file.bindings.textOf(each) ?? '')),
  );
  const isApp = listens.length > 0 || calls.some(({ callee }) => APP.test(pathOf(callee)));
  const usesOthers = calls.some(
    ({ callee, arguments: [first, second] }) =>
      /\.(?:use|register|addHook)$/.test(pathOf(callee)) && first && !second && isOfAnotherFile(file, pathOf(first)),
  );
  return isApp && !isLocal && !usesOthers;
}

const isOfAnotherFile = (file: ScriptFile, path: string): boolean =>
  /^(?:\.|@\/|[~#])/.test(file.bindings.imported(path.split('.')[0] ?? '')?.module ?? '');
