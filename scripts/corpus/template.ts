import type { Phrasebook } from './phrasebook.ts';

type Words = Phrasebook['words'];
type Node = string | { readonly choices: readonly (readonly Node[])[] };

/** Reads a template; an error names what is wrong and where. */
export function parse(template: string, words: Words): readonly Node[] {
  let at = 0;
  const fail = (problem: string): never => {
    throw new Error(`${problem} at ${at} in: ${template}`);
  };
  const sequence = (isInside: boolean): readonly Node[] => {
    const nodes: Node[] = [];
    let text = '';
    for (; at < template.length; at++) {
      const sign = template.charAt(at);
      if ((sign === '{' || sign === '}') && template.charAt(at + 1) === sign && !(isInside && sign === '}')) {
        text += sign;
        at++;
      } else if (sign === '{') {
        if (text) nodes.push(text);
        text = '';
        nodes.push(choice());
      } else if (isInside && (sign === '|' || sign === '}')) break;
      else if (sign === '}') fail('a } that closes nothing');
      else text += sign;
    }
    if (text) nodes.push(text);
    return nodes;
  };
  const choice = (): Node => {
    at++;
    const name = /^\$([\w-]+)\}/.exec(template.slice(at))?.[1];
    if (name) {
      at += name.length + 1;
      const listed = words[name] ?? fail(`no words named ${name}`);
      return { choices: listed.map((word) => [...parse(word, words)]) };
    }
    const choices = [sequence(true)];
    while (template.charAt(at) === '|') {
      at++;
      choices.push(sequence(true));
    }
    if (template.charAt(at) !== '}') fail('a { that is never closed');
    return { choices };
  };
  return sequence(false);
}

/** One text of a template. */
export const drawn = (nodes: readonly Node[], random: () => number): string =>
  joined(nodes, random).replace(/ {2,}/g, ' ').trim();

const joined = (nodes: readonly Node[], random: () => number): string =>
  nodes
    .map((node) =>
      typeof node === 'string' ? node : joined(node.choices[Math.floor(random() * node.choices.length)] ?? [], random),
    )
    .join('');

/** How many texts a template stands for. */
export const countOf = (nodes: readonly Node[]): number =>
  nodes.reduce(
    (count, node) => count * (typeof node === 'string' ? 1 : node.choices.reduce((sum, c) => sum + countOf(c), 0)),
    1,
  );
