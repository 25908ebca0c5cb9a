import type { Node } from '@babel/types';
import { pathOf, propertyOf } from './bindings.ts';
import { type Call, calledOf, callsIn, isCall } from './calls.ts';
import { isInside } from './nodes.ts';
import { isFunction } from './scopes.ts';
import type { ScriptFile } from './script-file.ts';

/** A tool that a model may call. */
export interface AgentTool {
  /** What defines it: `tool({ … })`, `new DynamicTool({ … })`. */
  readonly node: Node;
  readonly definition: Node | undefined;
  /** Runs it, with arguments that the model wrote. */
  readonly run: Node;
  /** Whether somebody is asked before it runs: by its definition, or in what it does. */
  readonly asksFirst: boolean;
}

type Found = Omit<AgentTool, 'asksFirst'>;

const MAKERS = /(?:^|\.)(?:tool|dynamicTool|createTool|defineTool|betaTool|betaZodTool)$|^\w+\.tools\.\w+$/;
const CLASSES = /^(?:DynamicTool|DynamicStructuredTool)$/;
const RUNS = ['execute', 'func', 'run'] as const;

/** The tools of the AI SDK, the OpenAI agents SDK, Mastra, LangChain and secure-llm that a file defines with what runs them. */
export function agentToolsIn(file: ScriptFile): readonly AgentTool[] {
  const made = [
    ...callsIn(file).filter(({ callee }) => MAKERS.test(pathOf(callee))),
    ...file.nodes('NewExpression').filter(({ callee }) => CLASSES.test(pathOf(callee))),
  ];
  if (made.length === 0) return [];
  const asks = callsIn(file).filter(({ callee }) => ASKS.test(pathOf(callee)));
  const tools = made.flatMap((node): readonly Found[] => {
    const [first, second] = node.arguments;
    if (!first) return [];
    const given = file.bindings.resolved(first);
    if (isFunction(given)) return second ? [{ node, definition: second, run: given }] : []; // LangChain's tool(function, definition)
    return RUNS.flatMap((name) => {
      const value = propertyOf(file, given, name);
      const run = value && file.bindings.resolved(value);
      return run && isFunction(run) ? [{ node, definition: given, run }] : [];
    });
  });
  return tools.map((tool) => ({ ...tool, asksFirst: asksFirst(file, tool, asks) }));
}

const ASKS = /(?:^|\.)(?:interrupt|confirm\w*|\w*[aA]pprov\w*|askUser\w*)$/;

/** Options about approval, each with the value that lets a tool run unasked. */
const RUNS_UNASKED = { needsApproval: false, requireApproval: false, requiresConfirmation: false, approve: true };

function asksFirst(file: ScriptFile, { node, definition, run }: Found, asks: readonly Call[]): boolean {
  for (const [name, unasked] of Object.entries(RUNS_UNASKED)) {
    const option = propertyOf(file, definition, name);
    if (option) return option.type !== 'BooleanLiteral' || option.value !== unasked;
  }
  if (isCall(node) && calledOf(file, node)?.module === 'secure-llm') return true; // its default, for tools with side effects
  return asks.some((call) => isInside(call, run));
}
