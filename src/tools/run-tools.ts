import type { ToolCall } from '../lib/fold.ts';
import { mapPool } from '../lib/pool.ts';
import type { RunnableTool } from './read-tools.ts';
import { notRun, runTool, type ToolResult, type ToolSurroundings } from './run-tool.ts';

/** That are run of one turn; a model in a loop may ask for thousands. */
const MAX_CALLS = 128;

/** Runs the tools that a turn asks for, a few at a time, and tells of each as it is done. */
export const runTools = (
  calls: readonly ToolCall[],
  runnable: ReadonlyMap<string, RunnableTool>,
  surroundings: ToolSurroundings,
  tell: (result: ToolResult) => void,
): Promise<readonly ToolResult[]> =>
  mapPool([...calls.entries()], surroundings.limits.maxParallel, async ([index, asked]) => {
    const result = index < MAX_CALLS ? await runTool(asked, runnable.get(asked.name), surroundings) : notRun(asked);
    tell(result);
    return result;
  });
