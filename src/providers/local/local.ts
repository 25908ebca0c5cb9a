import type { Call, Capabilities, ChatRequest, Provider } from '../../types/call.ts';
import type { ChatEvent } from '../../types/event.ts';
import { answerByQuoting } from './answer.ts';
import { readQuestion } from './request-text.ts';
import { answerTask } from './task.ts';
import { countWords } from './words.ts';

export interface LocalOptions {
  /** Sentences quoted at most in a chat answer. Integer, 1 to 20. @default 3 */
  readonly maxQuotes?: number | undefined;
}

const CAPABILITIES: Capabilities = {
  remote: false,
  tools: false,
  files: false,
  objects: false,
  tasks: ['summarize', 'sentiment'],
};
const DEFAULT_QUOTES = 3;

/**
 * The embedded provider: no network, no key, no language model. It runs the tasks `summarize` (sentences of the text) and
 * `sentiment` (a lexicon of English words), and answers chat by quoting what the conversation holds. The same request
 * always gets the same answer. `usage` counts words, as an estimate of tokens. A call throws InvalidInputError where only
 * a model could answer: other tasks, `responseFormat`.
 */
export function local(options: LocalOptions = {}): Provider {
  const maxQuotes = readOptions(options);
  return {
    name: 'local',
    model: 'local',
    capabilities: CAPABILITIES,
    call: (call) => answer(call, maxQuotes),
  };
}

async function* answer({ request, signal, wire }: Call, maxQuotes: number): AsyncGenerator<ChatEvent> {
  signal.throwIfAborted();
  yield { type: 'start', provider: 'local', model: 'local' };
  signal.throwIfAborted();
  const text = answerTask(request) ?? answerByQuoting(readQuestion(request), maxQuotes);
  for (const delta of wire === 'stream' ? (text.match(/\S+\s*/g) ?? []) : [text]) {
    signal.throwIfAborted();
    yield { type: 'text-delta', text: delta };
  }
  signal.throwIfAborted();
  const inputTokens = countInput(request);
  const outputTokens = countWords(text);
  yield {
    type: 'end',
    finishReason: 'stop',
    usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
  };
}

const countInput = ({ messages }: ChatRequest): number =>
  messages
    .flatMap(({ content }) => content)
    .reduce((sum, part) => {
      if (part.type === 'text') return sum + countWords(part.text);
      return part.type === 'tool-result' ? sum + countWords(part.output) : sum;
    }, 0);

function readOptions(options: LocalOptions): number {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`\`local\` options must be an object, got ${options === null ? 'null' : typeof options}`);
  }
  const unknown = Object.keys(options).find((name) => name !== 'maxQuotes');
  if (unknown !== undefined)
    throw new TypeError(`\`${unknown}\` is not an option of \`local\`: it knows \`maxQuotes\``);
  const { maxQuotes = DEFAULT_QUOTES } = options;
  if (!Number.isInteger(maxQuotes) || maxQuotes < 1 || maxQuotes > 20) {
    const given = typeof maxQuotes === 'number' ? maxQuotes : typeof maxQuotes;
    throw new TypeError(`\`maxQuotes\` must be an integer from 1 to 20, got ${given}`);
  }
  return maxQuotes;
}
