import type { OpenAIKeyOptions } from '../../src/providers/openai/index.ts';

/** One server that speaks Chat Completions: what the documentation says of it, and bodies in its own shape. */
export interface CompatibleServer {
  readonly name: string;
  readonly baseURL: string;
  /** What differs from OpenAI, as docs/providers.md says it. */
  readonly differs: string;
  /** The option that handles it, where one is needed, as docs/providers.md says it. */
  readonly option: string;
  /** Options that the table recommends. */
  readonly options?: Partial<OpenAIKeyOptions>;
  /** A whole answer, and the chunks of a stream; both say `Hello.` A line that begins with `:` is a comment. */
  readonly whole: object;
  readonly stream: readonly (object | string)[];
  /** Reasoning in both; 'Hm.' or nothing. */
  readonly reasoning: '' | 'Hm.';
  /** Input, output, cached and reasoning tokens of both. */
  readonly tokens: readonly [number, number, number, number];
  /** The chunks of a call of `weather` with `{ city: 'Oslo' }`, and the id it has. */
  readonly tools: readonly object[];
  readonly toolId: string;
  readonly errors: readonly {
    readonly status: number;
    readonly body: object;
    readonly code: string;
  }[];
  /** An error in a stream, where the server is known for it. */
  readonly streamError?: { readonly chunk: object; readonly code: string };
}

const USAGE = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
const model = 'some-model';

const completion = (message: object, rest: object = {}, finish_reason = 'stop') => ({
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model,
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason }],
  usage: USAGE,
  ...rest,
});

const chunk = (delta: object, finish_reason: string | null = null, rest: object = {}) => ({
  id: 'x',
  object: 'chat.completion.chunk',
  created: 1,
  model,
  choices: [{ index: 0, delta, finish_reason }],
  ...rest,
});

const usageOnly = (usage: object) => ({ ...chunk({}), choices: [], usage });
const DONE = '[DONE]';
const ARGUMENTS = '{"city":"Oslo"}';

/** A tool call in one chunk. */
const toolChunk = (id: string, rest: object = {}) =>
  chunk({
    role: 'assistant',
    content: '',
    tool_calls: [{ index: 0, id, type: 'function', function: { name: 'weather', arguments: ARGUMENTS }, ...rest }],
  });

/** A tool call with its arguments in pieces. */
const toolPieces = (id: string) => [
  chunk({ tool_calls: [{ index: 0, id, type: 'function', function: { name: 'weather', arguments: '' } }] }),
  ...[ARGUMENTS.slice(0, 5), ARGUMENTS.slice(5)].map((text) =>
    chunk({ tool_calls: [{ index: 0, function: { arguments: text } }] }),
  ),
];

const openAIError = (type: string | null, code: string | number | null = null) => ({
  error: { message: 'canary', type, param: null, code },
});

export const COMPATIBLE_SERVERS: readonly CompatibleServer[] = [
  {
    name: 'Groq',
    baseURL: 'https://api.groq.com/openai/v1',
    differs:
      'Usage of a stream in `x_groq`. Reasoning in `reasoning`, or between `<think>` tags. JSON Schema with some models. Refuses `logprobs`, `logit_bias`. Speaks Responses as well',
    option: "`objects: 'prompt'` for models without JSON Schema",
    whole: completion(
      { content: 'Hello.', reasoning: 'Hm.' },
      { x_groq: { id: 'req_1' }, usage: { ...USAGE, queue_time: 0.1 } },
    ),
    stream: [
      chunk({ role: 'assistant', content: '' }, null, { x_groq: { id: 'req_1' } }),
      chunk({ reasoning: 'Hm.', channel: 'analysis' }),
      chunk({ content: 'Hello.' }),
      chunk({}, 'stop', { x_groq: { id: 'req_1', usage: { ...USAGE, queue_time: 0.1 } } }),
      DONE,
    ],
    reasoning: 'Hm.',
    tokens: [9, 4, 0, 0],
    tools: [toolChunk('call_a1'), chunk({}, 'tool_calls')],
    toolId: 'call_a1',
    errors: [
      { status: 401, body: openAIError('invalid_request_error', 'invalid_api_key'), code: 'ERR_AUTHENTICATION' },
      { status: 429, body: openAIError('tokens', 'rate_limit_exceeded'), code: 'ERR_RATE_LIMIT' },
      { status: 400, body: openAIError('invalid_request_error', 'tool_use_failed'), code: 'ERR_PROVIDER' },
    ],
  },
  {
    name: 'Mistral',
    baseURL: 'https://api.mistral.ai/v1',
    differs:
      'Usage in the last chunk unasked. Reasoning as `thinking` parts of the text. Seed named `random_seed`. Tool ids are 9 letters and digits: those of other servers are refused. Finish reason `model_length`. Errors at the top level. `-minute` in its rate-limit headers',
    option:
      '`providerOptions: { openai: { random_seed: 7 } }` in place of `seed`; `stream_options: null` there for a gateway that refuses it',
    whole: completion({
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }], closed: true },
        { type: 'text', text: 'Hello.' },
      ],
      tool_calls: null,
      prefix: false,
    }),
    stream: [
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] }),
      chunk({ content: 'Hello.' }),
      chunk({ content: '' }, 'stop', { usage: USAGE }),
      DONE,
    ],
    reasoning: 'Hm.',
    tokens: [9, 4, 0, 0],
    tools: [
      chunk(
        {
          content: '',
          tool_calls: [{ id: 'D681PevKs', function: { name: 'weather', arguments: ARGUMENTS }, index: 0 }],
        },
        'tool_calls',
        { usage: USAGE },
      ),
    ],
    toolId: 'D681PevKs',
    errors: [
      {
        status: 400,
        body: { object: 'error', message: 'canary', type: 'invalid_request_error', param: null, code: '3230' },
        code: 'ERR_PROVIDER',
      },
      {
        status: 422,
        body: { detail: [{ type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'canary', input: 7 }] },
        code: 'ERR_PROVIDER',
      },
      { status: 401, body: { message: 'canary', request_id: 'x' }, code: 'ERR_AUTHENTICATION' },
    ],
  },
  {
    name: 'DeepSeek',
    baseURL: 'https://api.deepseek.com',
    differs:
      'Reasoning in `reasoning_content`. Cached input in `prompt_cache_hit_tokens`. `json_object`, but no JSON Schema. Comments while a request waits. Finish reason `insufficient_system_resource`. 402 without balance',
    option: "`objects: 'prompt'`",
    options: { objects: 'prompt' },
    whole: completion(
      { content: 'Hello.', reasoning_content: 'Hm.' },
      {
        usage: {
          ...USAGE,
          prompt_cache_hit_tokens: 6,
          prompt_cache_miss_tokens: 3,
          completion_tokens_details: { reasoning_tokens: 2 },
        },
      },
    ),
    stream: [
      ': keep-alive',
      chunk({ role: 'assistant', content: null, reasoning_content: '' }),
      chunk({ content: null, reasoning_content: 'Hm.' }),
      chunk({ content: 'Hello.', reasoning_content: null }),
      chunk({ content: '' }, 'stop', {
        usage: {
          ...USAGE,
          prompt_tokens_details: { cached_tokens: 6 },
          prompt_cache_hit_tokens: 6,
          completion_tokens_details: { reasoning_tokens: 2 },
        },
      }),
      DONE,
    ],
    reasoning: 'Hm.',
    tokens: [9, 4, 6, 2],
    tools: [...toolPieces('call_0_a1'), chunk({ content: '' }, 'tool_calls')],
    toolId: 'call_0_a1',
    errors: [
      { status: 402, body: openAIError('unknown_error', 'invalid_request_error'), code: 'ERR_QUOTA_EXCEEDED' },
      { status: 503, body: openAIError('service_unavailable_error'), code: 'ERR_PROVIDER' },
    ],
  },
  {
    name: 'Together',
    baseURL: 'https://api.together.ai/v1',
    differs: 'Finish reason `eos` beside `stop`. Reasoning in `reasoning`, or between `<think>` tags',
    option: '–',
    whole: completion({ content: '<think>\nHm.</think>\n\nHello.', tool_calls: [] }, { prompt: [] }, 'eos'),
    stream: [
      chunk({ role: 'assistant', token_id: 1, content: '<th' }),
      chunk({ content: 'ink>' }),
      chunk({ content: '\nHm' }),
      chunk({ content: '.</thi' }),
      chunk({ content: 'nk>\n' }),
      chunk({ content: '\nHello.' }),
      chunk({ content: '' }, 'eos', { usage: USAGE }),
      DONE,
    ],
    reasoning: 'Hm.',
    tokens: [9, 4, 0, 0],
    tools: [...toolPieces('call_a1'), chunk({}, 'tool_calls')],
    toolId: 'call_a1',
    errors: [
      { status: 401, body: openAIError('invalid_request_error', 'invalid_api_key'), code: 'ERR_AUTHENTICATION' },
      { status: 429, body: { id: 'x', ...openAIError('model_rate_limit') }, code: 'ERR_RATE_LIMIT' },
    ],
  },
  {
    name: 'OpenRouter',
    baseURL: 'https://openrouter.ai/api/v1',
    differs:
      'Reasoning in `reasoning`. Errors with a status as their `code`, also inside a stream that began well. Comments while it waits. Sources as annotations',
    option:
      '`headers` for `HTTP-Referer` and `X-Title`; `providerOptions: { openai: { provider: { … } } }` for its routing',
    options: { headers: { 'http-referer': 'https://app.example', 'x-title': 'Example' } },
    whole: completion(
      {
        content: 'Hello.',
        refusal: null,
        reasoning: 'Hm.',
        reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }],
      },
      {
        provider: 'Acme',
        usage: {
          ...USAGE,
          cost: 0.1,
          prompt_tokens_details: { cached_tokens: 6 },
          completion_tokens_details: { reasoning_tokens: 2 },
        },
      },
    ),
    stream: [
      ': OPENROUTER PROCESSING',
      chunk({
        role: 'assistant',
        content: '',
        reasoning: 'Hm.',
        reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }],
      }),
      ': OPENROUTER PROCESSING',
      chunk({ role: 'assistant', content: 'Hello.' }),
      chunk({ role: 'assistant', content: '' }, 'stop'),
      usageOnly({
        ...USAGE,
        cost: 0.1,
        prompt_tokens_details: { cached_tokens: 6 },
        completion_tokens_details: { reasoning_tokens: 2 },
      }),
      DONE,
    ],
    reasoning: 'Hm.',
    tokens: [9, 4, 6, 2],
    tools: [...toolPieces('toolu_01A'), chunk({ content: '' }, 'tool_calls', { native_finish_reason: 'tool_use' })],
    toolId: 'toolu_01A',
    errors: [
      { status: 402, body: { error: { code: 402, message: 'canary' } }, code: 'ERR_QUOTA_EXCEEDED' },
      {
        status: 403,
        body: { error: { code: 403, message: 'canary', metadata: { reasons: ['x'] } } },
        code: 'ERR_PERMISSION_DENIED',
      },
    ],
    streamError: {
      chunk: { ...chunk({ content: '' }, 'error'), error: { code: 502, message: 'canary' } },
      code: 'ERR_PROVIDER',
    },
  },
  {
    name: 'xAI',
    baseURL: 'https://api.x.ai/v1',
    differs:
      'Reasoning in `reasoning_content`, and its tokens beside those of the output. Errors as sentences, without words for a program. Speaks Responses as well',
    option: '–',
    whole: completion(
      { content: 'Hello.', reasoning_content: 'Hm.', refusal: null },
      {
        usage: {
          prompt_tokens: 9,
          completion_tokens: 2,
          total_tokens: 13,
          prompt_tokens_details: { cached_tokens: 6 },
          completion_tokens_details: { reasoning_tokens: 2 },
        },
      },
    ),
    stream: [
      chunk({ role: 'assistant', reasoning_content: 'Hm.' }),
      chunk({ content: 'Hello.' }),
      chunk({}, 'stop'),
      usageOnly({
        prompt_tokens: 9,
        completion_tokens: 2,
        total_tokens: 13,
        prompt_tokens_details: { cached_tokens: 6 },
        completion_tokens_details: { reasoning_tokens: 2 },
      }),
      DONE,
    ],
    reasoning: 'Hm.',
    tokens: [9, 4, 6, 2],
    tools: [toolChunk('call_12345678'), chunk({}, 'tool_calls')],
    toolId: 'call_12345678',
    errors: [
      { status: 400, body: { code: 'Client specified an invalid argument', error: 'canary' }, code: 'ERR_PROVIDER' },
      { status: 429, body: { code: 'Some resource has been exhausted', error: 'canary' }, code: 'ERR_RATE_LIMIT' },
    ],
  },
  {
    name: 'Ollama',
    baseURL: 'http://127.0.0.1:11434/v1',
    differs:
      'No key. Reasoning in `reasoning`. Tool calls come whole, all with index 0. The context is cut silently to `num_ctx`',
    option: 'No `apiKey`; the context length is set at the server',
    whole: completion({ content: 'Hello.', reasoning: 'Hm.' }, { system_fingerprint: 'fp_ollama' }),
    stream: [
      chunk({ role: 'assistant', content: '', reasoning: 'Hm.' }),
      chunk({ role: 'assistant', content: 'Hello.' }),
      chunk({ role: 'assistant', content: '' }, 'stop'),
      usageOnly(USAGE),
      DONE,
    ],
    reasoning: 'Hm.',
    tokens: [9, 4, 0, 0],
    tools: [toolChunk('call_x7y8z9ab'), chunk({ role: 'assistant', content: '' }, 'tool_calls')],
    toolId: 'call_x7y8z9ab',
    errors: [
      { status: 404, body: openAIError('not_found_error'), code: 'ERR_PROVIDER' },
      { status: 500, body: openAIError('api_error'), code: 'ERR_PROVIDER' },
    ],
  },
  {
    name: 'vLLM',
    baseURL: 'http://127.0.0.1:8000/v1',
    differs:
      'Reasoning in `reasoning` (before that `reasoning_content`) with `--reasoning-parser`, else between `<think>` tags. Tools need `--enable-auto-tool-choice`. Errors with a status as their `code`, in older versions at the top level. Speaks Responses as well',
    option: '–',
    whole: completion(
      { content: 'Hello.', reasoning: 'Hm.', reasoning_content: 'Hm.', tool_calls: [] },
      { prompt_logprobs: null, kv_transfer_params: null },
    ),
    stream: [
      chunk({ role: 'assistant', content: '' }),
      chunk({ reasoning: 'Hm.', reasoning_content: 'Hm.' }),
      chunk({ content: 'Hello.' }),
      chunk({ content: '' }, 'stop', { stop_reason: null }),
      usageOnly(USAGE),
      DONE,
    ],
    reasoning: 'Hm.',
    tokens: [9, 4, 0, 0],
    tools: [...toolPieces('chatcmpl-tool-0a1b'), chunk({ content: '' }, 'tool_calls')],
    toolId: 'chatcmpl-tool-0a1b',
    errors: [
      { status: 400, body: openAIError('BadRequestError', 400), code: 'ERR_PROVIDER' },
      {
        status: 404,
        body: { object: 'error', message: 'canary', type: 'NotFoundError', param: null, code: 404 },
        code: 'ERR_PROVIDER',
      },
    ],
    streamError: {
      chunk: { object: 'error', message: 'canary', type: 'BadRequestError', param: null, code: 400 },
      code: 'ERR_PROVIDER',
    },
  },
  {
    name: 'LM Studio',
    baseURL: 'http://127.0.0.1:1234/v1',
    differs:
      'No key. Reasoning between `<think>` tags, or in `reasoning_content` as set there. Errors as a string, also with status 200 inside a stream, such as for an input that is too long',
    option: 'No `apiKey`',
    whole: completion({ content: '<think>Hm.</think>Hello.', tool_calls: [] }, { stats: {} }),
    stream: [
      chunk({ role: 'assistant', content: '<think>' }),
      chunk({ role: 'assistant', content: 'Hm.' }),
      chunk({ role: 'assistant', content: '</think>' }),
      chunk({ role: 'assistant', content: 'Hello.' }),
      chunk({}, 'stop'),
      usageOnly(USAGE),
      DONE,
    ],
    reasoning: 'Hm.',
    tokens: [9, 4, 0, 0],
    tools: [...toolPieces('365174485'), chunk({}, 'tool_calls')],
    toolId: '365174485',
    errors: [{ status: 400, body: { error: 'canary' }, code: 'ERR_PROVIDER' }],
    streamError: { chunk: { error: { message: 'canary' } }, code: 'ERR_PROVIDER' },
  },
  {
    name: 'llama.cpp',
    baseURL: 'http://127.0.0.1:8080/v1',
    differs:
      'No key unless `--api-key`. Reasoning in `reasoning_content`. Tools need `--jinja`. Errors with a status as their `code`',
    option: 'No `apiKey`',
    whole: completion({ content: 'Hello.', reasoning_content: 'Hm.' }, { timings: { prompt_n: 9 } }),
    stream: [
      chunk({ role: 'assistant', content: null }),
      chunk({ reasoning_content: 'Hm.' }),
      chunk({ content: 'Hello.' }),
      chunk({}, 'stop'),
      { ...usageOnly(USAGE), timings: { prompt_n: 9 } },
      DONE,
    ],
    reasoning: 'Hm.',
    tokens: [9, 4, 0, 0],
    tools: [...toolPieces('a1B2c3D4e5F6'), chunk({}, 'tool_calls')],
    toolId: 'a1B2c3D4e5F6',
    errors: [
      {
        status: 400,
        body: {
          error: { code: 400, message: 'canary', type: 'exceed_context_size_error', n_prompt_tokens: 9, n_ctx: 8 },
        },
        code: 'ERR_CONTEXT_LENGTH',
      },
      {
        status: 503,
        body: { error: { code: 503, message: 'canary', type: 'unavailable_error' } },
        code: 'ERR_PROVIDER',
      },
    ],
  },
];
