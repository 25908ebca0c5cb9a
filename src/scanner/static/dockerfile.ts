import type { TextFile } from './text-file.ts';

/** A line of a Dockerfile, with those that continue it. */
export interface Instruction {
  /** In capitals: `COPY`. */
  readonly name: string;
  readonly rest: string;
  readonly start: number;
  readonly end: number;
}

/** What stands between one FROM and the next. */
export interface Stage {
  readonly from: Instruction;
  /** `node:24` of `FROM --platform=x node:24 AS build`. */
  readonly image: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** The instructions of a Dockerfile; comments are left out. */
export function instructionsIn({ text }: TextFile): readonly Instruction[] {
  const found: Instruction[] = [];
  let at = 0;
  let open: { readonly start: number; readonly lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const start = at;
    at += line.length + 1;
    if (/^\s*(?:#|$)/.test(line)) continue;
    open ??= { start, lines: [] };
    const isOpen = /\\\s*$/.test(line);
    open.lines.push(isOpen ? line.slice(0, line.lastIndexOf('\\')) : line);
    if (isOpen) continue;
    const [, name = '', rest = ''] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(open.lines.join(' ')) ?? [];
    if (name) found.push({ name: name.toUpperCase(), rest: rest.trim(), start: open.start, end: start + line.length });
    open = undefined;
  }
  return found;
}

export function stagesIn(file: TextFile): readonly Stage[] {
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const each of instructionsIn(file))
    if (each.name === 'FROM') {
      const [image = '', as, name] = each.rest.split(/\s+/).filter((word) => !word.startsWith('--'));
      stages.push({ from: each, image, name: as?.toLowerCase() === 'as' ? name : undefined, instructions: [] });
    } else stages.at(-1)?.instructions.push(each);
  return stages;
}

/** The stages that the last one is made of, itself first. */
export function lastStage(stages: readonly Stage[]): readonly Stage[] {
  const named = new Map(stages.map((each) => [each.name, each]));
  const chain = new Set<Stage>();
  for (let at = stages.at(-1); at && !chain.has(at); at = named.get(at.image)) chain.add(at);
  return [...chain];
}
