import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

/** Where something was measured, and with which versions. */
export interface Machine {
  readonly node: string;
  readonly system: string;
  readonly processors: string;
  readonly packages: Readonly<Record<string, string>>;
}

const PEERS = ['openai', 'ai', '@ai-sdk/openai', '@langchain/openai', '@openai/guardrails', 'bottleneck'];

export function machine(): Machine {
  const manifest = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).version as string;
  const processors = cpus();
  return {
    node: `Node ${process.version}`,
    system: `${process.platform} ${process.arch}, ${Math.round(totalmem() / 2 ** 30)} GB`,
    processors: `${processors.length} x ${processors[0]?.model.trim() ?? 'unknown'}`,
    packages: Object.fromEntries([
      ['secure-llm', manifest('../../../package.json')],
      ...PEERS.map((name) => [name, manifest(`../../../node_modules/${name}/package.json`)]),
    ]),
  };
}
