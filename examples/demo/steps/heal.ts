import { isSecureLLMError, SecureLLMClient } from '../../../src/index.ts';
import { faultServer } from '../../../src/node/fault-server.ts';
import { openai } from '../../../src/providers/openai/index.ts';
import { faults } from '../../../src/testing/faults.ts';
import type { Fault } from '../../../src/testing/replies.ts';
import type { Step } from '../show.ts';
import { timeline } from '../timeline.ts';

const FIRST_TOKEN_MS = 400;

const answer = (text: string): Fault => faults.stream(text.match(/\S+\s*/g) ?? [], { delayMs: 12 });

const SCENES: readonly { readonly title: string; readonly faults: readonly Fault[] }[] = [
  {
    title: 'Too many requests: the server says 429 and Retry-After: 1',
    faults: [faults.status(429, { headers: { 'retry-after': '1' } }), answer('Thank you for the second of patience.')],
  },
  {
    title: `A stall: headers, then silence; the first text may take ${FIRST_TOKEN_MS} ms here`,
    faults: [faults.stallAfterHeaders(), answer('This one came through.')],
  },
  {
    title: 'A break after text was shown: reported, never tried again',
    faults: [faults.resetMidStream(['Half ', 'an '])],
  },
];

/** A real server on 127.0.0.1 misbehaves; the client waits, cuts off and tries again, and says what it cannot heal. */
export const heal: Step = async ({ stage, ledger, signal }) => {
  await stage.title('Heal a provider that fails', 'retry, timeout');
  await using server = await faultServer();
  await using client = new SecureLLMClient({
    provider: openai({ baseURL: server.url, model: 'demo' }),
    timeout: { firstTokenMs: FIRST_TOKEN_MS },
    audit: ledger.sink,
  });
  for (const [index, { title, faults }] of SCENES.entries()) {
    if (index > 0) await stage.lines(['']);
    await stage.text(stage.style('bold', title));
    server.next(...faults);
    const shown = await textOf(client, signal);
    const record = ledger.records.at(-1);
    if (record) await stage.lines(timeline(record, shown, stage));
  }
};

/** What a reader of the stream got to see, also where it broke off. */
async function textOf(client: SecureLLMClient, signal: AbortSignal): Promise<string> {
  try {
    return (await client.stream('Hello', { signal }).final()).text;
  } catch (error) {
    if (signal.aborted || !isSecureLLMError(error)) throw error;
    return error.partial?.text ?? '';
  }
}
