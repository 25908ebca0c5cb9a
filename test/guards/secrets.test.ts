import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { GROUPS } from '../../src/guards/secrets/groups.ts';
import { exampleOf } from '../../src/guards/secrets/tokens.ts';
import { SECRET_RULES, secrets } from '../../src/guards/secrets.ts';
import { decider } from '../../src/lib/screening/policy.ts';

const rules = (text: string): readonly string[] => secrets.scan(text).map(({ rule }) => rule);
const found = (text: string): readonly string[] => secrets.scan(text).map(({ start, end }) => text.slice(start, end));
const token = (length: number): string => 'q7Zt3Kx9Lm2Vb8Nc4Rw6Ys1Pd5Hf0Gj'.repeat(9).slice(0, length);

describe.each(SECRET_RULES)('$rule', ({ rule, examples, lookAlikes }) => {
  test('finds each example, wherever it stands', () => {
    for (const example of examples)
      for (const text of [example(), `the key is ${example()} today`, `\n${example()}\n`]) {
        expect(rules(text), text).toEqual([rule]);
      }
  });

  test('leaves each look-alike', () => {
    for (const lookAlike of lookAlikes) expect(rules(`see ${lookAlike()} there`), lookAlike()).toEqual([]);
  });
});

describe.each(GROUPS.flatMap(({ rule, forms }) => forms.map((form) => ({ rule, form, vendor: form.vendor }))))(
  '$rule of $vendor',
  ({ rule, form }) => {
    test('is found by each of its starts, and not inside a word', () => {
      for (const start of form.starts) {
        const key = exampleOf({ ...form, starts: [start] });
        expect(rules(`see ${key}, there`), key).toEqual([rule]);
        expect(rules(`"${key}"`), key).toEqual([rule]);
        if (!form.after) expect(rules(`line\\n${key}\\n`), key).toEqual([rule]);
        if (!form.after) expect(found(`see q${key} there`), key).not.toContain(key);
      }
    });
  },
);

const hex40 = '3f785abc9d1e2f3a4b5c6d7e8f9012345678abcd';

test.each([
  ['a git hash', `commit ${hex40}`],
  ['a UUID', '123e4567-e89b-42d3-a456-426614174000'],
  ['a lock-file line', `integrity sha512-${token(86)}==`],
  ['a lock-file line of yarn', `  checksum: ${hex40}${hex40}`],
  ['a pinned action', `uses: actions/checkout@${hex40} # v4.2.2`],
  ['an image by digest', `image: app@sha256:${hex40}${hex40.slice(0, 24)}`],
  ['an image in base64', `<img src="data:image/png;base64,iVBORw0KGgo${token(200)}==">`],
  ['minified code', 'e.key=t,o.token=n.token||r,i.password=function(){return this.k},a.apiKey=c.get("k")'],
  ['rules of CSS', '.token-keyword{color:#07a}.password-field>input{width:100%}#secret-panel:hover{top:0}'],
  ['ids of HTML', '<input id="password-input-2" name="password" type="password" autocomplete="current-password">'],
  ['a label', '<label for="password">Password:</label>'],
  ['file paths', 'key: ./config/certs/server-key-2024.pem and token=/var/run/secrets/token2'],
  ['a type', 'interface Login { password: string; token?: Token; apiKey: string | undefined }'],
  ['a type with a default', 'def login(password: str = None, token: Optional[str] = None):'],
  ['an environment variable', 'apiKey: process.env.OPENAI_API_KEY2,'],
  ['an environment variable of Python', 'password = os.environ["DB_PASSWORD_2"]'],
  ['a shell variable', 'PASSWORD=${DB_PASSWORD_1} TOKEN=$TOKEN2 SECRET="$(cat secret.txt)"'],
  ['a template', 'password: {{ .Values.db.password1 }}'],
  ['an action secret', 'token: ${{ secrets.GITHUB_TOKEN2 }}'],
  ['a stand-in in angle brackets', 'api_key=<your-key-1>'],
  ['a call', 'const token = getToken2(); password = await readPassword1(input)'],
  ['an element', 'return { username: userPass[1], password: userPass[2] }'],
  ['a member that may be missing', 'count: 1, pass: matchResult2?.pass, password: result.groups2?.password,'],
  ['a negation', 'const pass = !this.result2.issues'],
  ['a pattern', 'const SAFE_ACCESS_TOKEN = /^[A-Za-z0-9._~+/-]+=*$/u;'],
  ['a handshake', "'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ=='"],
  ['a member', 'password = user2.password1; token: this.props.token2'],
  ['a constant', 'API_KEY = DEFAULT_API_KEY_2'],
  ['a stand-in', 'OPENAI_API_KEY=YOUR_API_KEY'],
  ['a masked key', `sk-${'x'.repeat(40)}`],
  ['a masked password', 'password: ********'],
  ['a count of tokens', 'max_tokens: 4096, token_count = 123456, tokenizer: "cl100k_base"'],
  ['a key of a map', 'cacheKey = "user:1234:profile2", primary_key: "id_2024_01", key = "a1b2c3d4e5f6a7b8"'],
  ['a public key', `public_key = "${token(43)}"`],
  ['the id of a key', 'kms_key_id: "555ea4a3-d53a-4412-9c66-3a7cb667b0d6"'],
  ['the name of a secret', 'secretName: my-app-tls-2024, secret_name = "prod/db2/main"'],
  ['a technique', 'The password is base64-encoded, the token is SHA-256 hashed, the key is AES-256.'],
  ['advice', 'The password must be at least 12 characters; your token expires in 30d. Secret: a friend of 1984.'],
  ['a question', 'What is the password? Is the key under the mat? The secret is out: nobody came.'],
  ['prose', 'The task-force met in risk-averse Basel: AIza and AKIA are prefixes.'],
])('leaves %s', (_, text) => {
  expect(rules(text)).toEqual([]);
});

const secret = 'q7Zt3Kx9Lm2Vb8Nc4Rw6Ys1P';

test.each([
  ['a variable', `export API_KEY=${secret}`],
  ['JSON', `{"apiKey":"${secret}"}`],
  ['JSON in a string', `"{\\"apiKey\\":\\"${secret}\\"}"`],
  ['YAML', `api-key: ${secret}\nnext: 1`],
  ['a property', `app.api.key=${secret}`],
  ['Ruby', `:api_key => '${secret}'`],
  ['Go', `apiKey := "${secret}"`],
  ['Rust', `const API_KEY: &str = "${secret}";`],
  ['C', `char api_key[] = "${secret}";`],
  ['a makefile', `API_KEY ?= ${secret}`],
  ['XML', `<apiKey>${secret}</apiKey>`],
  ['a pair of XML', `<add key="ApiKey" value="${secret}" />`],
  ['a pair of YAML', `- name: API_KEY\n  value: "${secret}"`],
  ['a call', `setApiKey("${secret}")`],
  ['two arguments', `config.put("api_key", "${secret}")`],
  ['an option', `tool --api-key ${secret} run`],
  ['a query', `https://example.com/?api_key=${secret}&x=1`],
  ['a sentence', `My API key is ${secret}.`],
  ['Markdown', `**API key:** \`${secret}\``],
])('a value is found in %s, alone', (_, text) => {
  expect(found(text)).toEqual([secret]);
});

describe('what vendors publish, and what everybody writes', () => {
  const published = [
    ['secrets/aws-access-key', `AKIA${'IOSFODNN7'}EXAMPLE`],
    ['secrets/aws-secret-key', `AWS_SECRET_ACCESS_KEY=${'wJalrXUtnFEMI/K7MDENG/bPxRfiCY'}EXAMPLEKEY`],
    ['secrets/stripe-key', `sk_test_${'4eC39HqLyjWDarjtT1zdp7dc'}`],
    ['secrets/password', 'password: changeme'],
  ] as const;
  const everywhere = (choice: 'block' | 'redact') => ({ trust: { trusted: choice, user: choice, untrusted: choice } });

  test.each(published)('%s is found with half a score', (rule, text) => {
    expect(secrets.scan(text)).toMatchObject([{ rule, score: 0.5 }]);
  });

  test.each(['block', 'redact'] as const)('is a warning where the choice is %s', (choice) => {
    const { decide } = decider(choice, everywhere(choice), secrets.thresholds);
    const at = { rule: 'secrets/aws-access-key', start: 0, end: 20 };
    for (const trust of ['trusted', 'user', 'untrusted'] as const) {
      expect(decide({ ...at, score: 0.5 }, trust, '')).toBe('warn');
      expect(decide({ ...at, score: 1 }, trust, '')).toBe(choice);
    }
  });
});

test('a match is the secret alone, without its name, quotes or host', () => {
  expect(found(`"aws_secret_access_key": "${token(40)}"`)).toEqual([token(40)]);
  expect(found(`postgres://app:${token(12)}@db.example/main`)).toEqual([`app:${token(12)}`]);
});

test('keys of our own gateway are found, but for one in thousands that reads like words', () => {
  const keyOf = (n: number) => `sllm_${createHash('sha256').update(`${n}`).digest('base64url')}`;
  const keys = Array.from({ length: 5_000 }, (_, n) => keyOf(n));
  const missed = keys.filter((key) => found(`my key is ${key}, and it is new`)[0] !== key);
  expect(missed.length).toBeLessThanOrEqual(2);
  expect(rules(keyOf(0))).toEqual(['secrets/llm-key']);
  expect(rules('sllm_gateway_keys_are_kept_by_their_hash_only_ok')).toEqual([]);
});

test('an Anthropic key is not also an OpenAI key', () => {
  expect(rules(`sk-ant-api03-${token(93)}AA`)).toEqual(['secrets/anthropic-key']);
});

test('a key block counts from its BEGIN line on, also when its end is missing', () => {
  const open = `-----BEGIN RSA PRIVATE ${'KEY'}-----\n${token(64)}\n${token(64)}`;
  expect(found(`a ${open}`)).toEqual([open]);
});

describe('a key block without its end', () => {
  const open = `-----BEGIN RSA PRIVATE ${'KEY'}-----\n${token(64)}\n${token(30)}`;
  const json = open.replaceAll('\n', '\\n');

  test.each([
    ['a paragraph', open, '\n\nIt ends with a line. Then we go on, for a while'],
    ['a paragraph of a file with carriage returns', open.replaceAll('\n', '\r\n'), '\r\n\r\nThen, we go on.'],
    ['a paragraph in a string of JSON', json, '\\n\\nThen we go on.'],
    ['two empty lines and a paragraph', open, '\n \n\n  Then we go on.'],
  ])('stops at %s', (_, key, prose) => {
    expect(found(`see ${key}${prose}`)).toEqual([key]);
  });

  test.each([
    ['headers and an empty line', `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${token(32)}\n\n${token(64)}`],
    [
      'a header of many words',
      `Comment: made for the test\nVersion: 1\n\n${token(64)}\n\nComment: it goes on here\n\nabc`,
    ],
    ['spaces for line ends', `${token(64)}  ${token(64)} ${token(9)}`],
    ['empty lines between its lines', `${token(64)}\n\n${token(64)}\n\nabcdefgh\n\nabcd efgh\nA8cd`],
    ['an empty line and blocks of eight', `${token(64)}\n\nabcdefgh ABcdEfgH abcdef9h abcdefgh`],
  ])('is covered as a whole with %s', (_, body) => {
    const key = `-----BEGIN RSA PRIVATE ${'KEY'}-----\n${body}`;
    expect(found(`see ${key}`)).toEqual([key]);
  });
});

test('two secrets side by side are both found', () => {
  expect(rules(`ghp_${token(36)} ghp_${token(36)}`)).toEqual(['secrets/github-token', 'secrets/github-token']);
});

test.each(['10.0.0.12:6379', '10.0.1:6379/0', '10.0.1/0', '4.17.21-db.example', '1.2.3.example', 'sha256.example'])(
  'a password before the host %s is found',
  (host) => {
    expect(found(`redis://app:${token(12)}@${host}`)).toEqual([`app:${token(12)}`]);
  },
);
