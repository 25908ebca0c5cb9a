import '../../support/property-seed.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHAT_COMPLETION, OPENAI_ERROR } from '../../../src/gateway/openai/answer-schema.ts';
import { CHAT_COMPLETION_REQUEST } from '../../../src/gateway/openai/request-schema.ts';
import { ask, openGateway } from '../../support/gateway.ts';
import { scriptedGateway } from '../../support/gateway-server.ts';

const { provider, options } = scriptedGateway(
  { throttle: { requestsPerMinute: Infinity, tokensPerMinute: Infinity }, breaker: false },
  [['{"a":1}']],
);
const { fetch } = openGateway({ ...options, limits: false });

/** Every text and name that a body holds begins so, but for the words of the dialect. Only a name without digits is told. */
const MARK = 'zq9x';
const text = fc.string({ maxLength: 12 }).map((rest) => `${MARK}${rest}`);
const WORDS =
  'system developer user assistant tool text image_url refusal file function auto none required json_object json_schema good'.split(
    ' ',
  );
const word = fc.constantFrom(...WORDS);
const NAMES =
  'role content type text name tool_calls tool_call_id id function arguments parameters image_url url input_audio file file_data refusal json_schema schema include_usage description strict'.split(
    ' ',
  );
const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: text });

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    word,
    fc.constantFrom(null, true, false, 0, 1, 0.5, -1, 1e300),
    fc.constantFrom(`data:image/png;base64,${MARK}`, `https://${MARK}.example/a.png`, `{"${MARK}":1}`),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  ),
}));

/** Close to what is taken, so that more than the first check is reached. */
const message = fc.oneof(
  fc.record({ role: fc.constantFrom('system', 'developer', 'user'), content: text }),
  fc.record({
    role: fc.constant('user'),
    content: fc.array(fc.record({ type: word, text, image_url: value }, { requiredKeys: ['type'] })),
  }),
  fc.record({
    role: fc.constant('assistant'),
    content: fc.option(text),
    tool_calls: fc.array(
      fc.record({
        id: fc.oneof(text, fc.constant('a')),
        type: fc.constant('function'),
        function: fc.record({ name: fc.oneof(text, word), arguments: fc.oneof(text, fc.constant('{}')) }),
      }),
      { maxLength: 2 },
    ),
  }),
  fc.record({ role: fc.constant('tool'), tool_call_id: fc.oneof(text, fc.constant('a')), content: text }),
  value,
);
const tool = fc.record({
  type: fc.constant('function'),
  function: fc.record({ name: fc.oneof(word, text), description: text, parameters: value }),
});
const body = fc.record(
  {
    model: fc.oneof({ weight: 9, arbitrary: fc.constant('good') }, { weight: 1, arbitrary: text }),
    messages: fc.oneof({ weight: 9, arbitrary: fc.array(message, { maxLength: 5 }) }, { weight: 1, arbitrary: value }),
    tools: fc.array(tool, { maxLength: 3 }),
    ...Object.fromEntries(
      Object.keys(CHAT_COMPLETION_REQUEST.shape).flatMap((field) =>
        ['model', 'messages', 'tools', 'stream'].includes(field) ? [] : [[field, value]],
      ),
    ),
  },
  { requiredKeys: [] },
);

const seen = new Set<number>();

const check = async (given: unknown) => {
  const response = await fetch(ask('/v1/chat/completions', given));
  const answer = await response.json();
  seen.add(response.status);
  if (response.status === 200) {
    CHAT_COMPLETION.parse(answer);
    return;
  }
  expect([400, 404]).toContain(response.status);
  const { error } = OPENAI_ERROR.parse(answer);
  expect(`${error.message} ${error.param}`).not.toContain(MARK);
};

test('whatever is posted, the answer is one of OpenAI or an error of it, and repeats nothing', {
  timeout: 120_000,
}, async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(body, value), check), { numRuns: 400 });
  const plain = fc.record({
    messages: fc.array(fc.record({ role: fc.constantFrom('system', 'user'), content: text }), {
      minLength: 1,
      maxLength: 3,
    }),
    tools: fc.option(fc.array(tool, { maxLength: 2 })),
  });
  await fc.assert(fc.asyncProperty(plain, check), { numRuns: 100 });
  expect([...seen]).toEqual(expect.arrayContaining([200, 400]));
  expect(provider.calls).toBeGreaterThan(20);
});
