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
  let open: { start: number; text: string } | undefined;
  for (const line of text.split('\n')) {
    const start = at;
    at += line.length + 1;
    if (/^\s*(?:#|$)/.test(line)) continue;
    const whole: string = open ? `${open.text} ${line}` : line;
    const begun: number = open?.start ?? start;
    if (/\\\s*$/.test(line)) {
      open = { start: begun, text: whole.replace(/\\\s*$/, '') };
      continue;
    }
    open = undefined;
    const [, name = '', rest = ''] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(whole) ?? [];
    if (name) found.push({ name: name.toUpperCase(), rest: rest.trim(), start: begun, end: start + line.length });
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
  const chain: Stage[] = [];
  for (let at = stages.at(-1); at && !chain.includes(at); ) {
    chain.push(at);
    const { image } = at;
    at = stages.find(({ name }) => name !== undefined && name === image);
  }
  return chain;
}
