import { type ChatRequest, prompt, untrusted } from '../../../src/index.ts';
import { local } from '../../../src/providers/local/index.ts';
import { scripted } from '../../../src/testing/scripted.ts';
import { marked } from '../marked.ts';
import type { Step } from '../show.ts';

// made up, and put together here so that no scanner takes them for somebody's
const EMAIL = ['ana', 'example.com'].join('@');
const CARD = ['4111', '1111', '1111', '1111'].join(' ');

const TYPED = `Send the receipt to ${EMAIL}. I paid with card ${CARD}.`;

/** A model spells a placeholder as it likes, and a stream cuts it anywhere. */
const PIECES = ['A receipt goes to [email_', 'address_1]; [Credit ', 'Card 1] is charged.'];

/** Sends an address and a card number, and shows what left, what came back, and what the reader gets. */
export const withhold: Step = async ({ stage, client, signal }) => {
  const { style } = stage;
  const dim = (text: string) => style('dim', text);
  await stage.title('Withhold personal data', 'sanitize.pii');
  const provider = scripted(PIECES);
  const answer = client.withOptions({ provider }).stream(TYPED, { signal });
  const read: string[] = [];
  for await (const piece of answer.textStream) read.push(piece);
  const { findings } = await answer.final();

  const withValues = (text: string) =>
    text.replaceAll(EMAIL, (value) => style('green', value)).replaceAll(CARD, (value) => style('green', value));
  const cut = dim('│');
  await stage.text(dim('What was typed:'));
  await stage.text(marked(TYPED, findings, (value) => style('red', value)));
  await stage.lines(['']);
  await stage.text(dim('What the provider got:'));
  await stage.text(textOf(provider.requests[0]).replace(/\[\w+\]/g, (placeholder) => style('yellow', placeholder)));
  await stage.lines(['']);
  await stage.text(dim('What the model answered, cut by the stream at each │:'));
  await stage.text(PIECES.join(cut));
  await stage.lines(['']);
  await stage.text(dim('What the reader got, piece by piece:'));
  await stage.text(read.map(withValues).join(cut));

  const question = prompt`Where does the receipt go? ${untrusted(TYPED, { source: 'mail' })}`;
  const { text } = await client.withOptions({ provider: local() }).chat(question, { signal });
  await stage.lines(['']);
  await stage.text(dim('The local provider, which got placeholders too, asked where the receipt goes:'));
  await stage.text(withValues(text.slice(text.indexOf('> '))), 2);
};

/** The words of a request, as the provider got them. */
const textOf = (request: ChatRequest | undefined): string =>
  (request?.messages ?? [])
    .flatMap(({ content }) => content.flatMap((part) => (part.type === 'text' ? [part.text] : [])))
    .join('\n');
