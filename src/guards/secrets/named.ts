import type { RuleFacts } from '../rule.ts';
import { isMachineMade } from './randomness.ts';
import { madeUp, type SecretPattern } from './rule.ts';
import { isSecretValue } from './values.ts';

/** Secrets that only their name, or the command around them, gives away. */
export const NAMED: readonly RuleFacts[] = [
  {
    rule: 'secrets/aws-secret-key',
    what: 'AWS secret access key after its name',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    examples: [() => `aws_secret_access_key = ${madeUp(40)}`, () => `"SecretAccessKey": "${madeUp(39)}/"`],
    lookAlikes: [
      () => `commit ${'0123456789abcdef0123456789abcdef01234567'}`,
      () => `AWS_SECRET_ACCESS_KEY=${'x'.repeat(40)}`,
    ],
    knownMisses: 'A secret without its name in front of it: 40 characters look like any hash.',
  },
  {
    rule: 'secrets/authorization',
    what: 'What stands in an Authorization header, behind its scheme',
    source: 'RFC 9110 section 11.6.2, RFC 7617, RFC 6750',
    examples: [
      () => `curl -H "Authorization: Bearer ${madeUp(32)}" https://example.com`,
      () => `Authorization: Basic ${btoa(`app:${madeUp(12)}`)}`,
    ],
    lookAlikes: [
      () => 'Authorization: Bearer <token>',
      () => 'Authorization: Bearer ${TOKEN}',
      () => 'Authorization: Basic ...',
    ],
    knownMisses: 'Signatures of several parts (AWS4-HMAC-SHA256, Digest), which open nothing again.',
  },
  {
    rule: 'secrets/password',
    what: 'Password after its name, in any notation: code, JSON, YAML, XML, environment, option, connection string, sentence',
    source: 'CWE-798, CWE-259',
    examples: [
      () => `password = "${madeUp(18)}!"`,
      () => `DB_PASSWORD=${madeUp(18)}`,
      () => `<password>${madeUp(18)}</password>`,
      () => `Server=db;User Id=app;Password=${madeUp(18)};`,
      () => `mysqladmin --password ${madeUp(18)}#x`,
      () => `the password is ${'Hunter'}7-X9! and stays so`,
    ],
    lookAlikes: [
      () => 'password: string',
      () => 'password = getPassword()',
      () => 'password: process.env.DB_PASSWORD',
      () => 'the password is case-sensitive',
      () => '<password>{{ password }}</password>',
      () => 'DB_PASSWORD=<your-password>',
    ],
    knownMisses:
      'Passwords that are one word without digits or signs, hold white space, or are shorter than 6 characters.',
  },
  {
    rule: 'secrets/generic',
    what: 'Random value after a name such as `api_key`, `token` or `secret`, or that of a vendor',
    source: 'CWE-798, CWE-321',
    examples: [
      () => `api_key = "${madeUp(24)}"`,
      () => `"client_secret": "${madeUp(32, '0123456789abcdef')}"`,
      () => `AccountName=a;AccountKey=${madeUp(86)}==;EndpointSuffix=core.windows.net`,
      () => `tool --token ${madeUp(20)}`,
    ],
    lookAlikes: [
      () => `public_key = "${madeUp(43)}"`,
      () => 'token: Token',
      () => 'apiKey: "YOUR_API_KEY"',
      () => 'api_key = os.environ["API_KEY"]',
      () => `max_tokens = ${'4096'}`,
    ],
    knownMisses: 'A random value without a name; a name that says nothing; values of more than 511 characters.',
  },
  {
    rule: 'secrets/command-login',
    what: 'User and password of a command: `-u user:password`, `--user`',
    source: 'https://curl.se/docs/manpage.html#-u',
    examples: [
      () => `curl -u app:${madeUp(18)} https://example.com`,
      () => `curl --user 'app:${madeUp(18)}!' https://example.com`,
    ],
    lookAlikes: [
      () => 'curl -u user:password https://example.com',
      () => 'curl -u "$USER:$PASSWORD" https://example.com',
      () => 'docker run -u 1000:1000 image',
    ],
    knownMisses: 'A password that is one word; `-p` and other letters.',
  },
  {
    rule: 'secrets/azure-secret',
    what: 'Client secret of Microsoft Entra ID; the match begins behind its first six characters',
    source: 'https://learn.microsoft.com/en-us/entra/identity-platform',
    examples: [() => `abc8Q~${madeUp(34)}`, () => `"value": "x.y7Q~${madeUp(31)}"`],
    lookAlikes: [() => `abc8Q~${'x'.repeat(34)}`, () => `abc8Q~${madeUp(20)}`],
    knownMisses: 'Secrets made before 2021, which have no form.',
  },
];

export const LOGIN: SecretPattern = {
  rule: 'secrets/command-login',
  pattern:
    / -(?:u|-user)(?:[ =]{1,3}["']?|["'])(?<value>[^\s"'`$<>{}[\]:|;]{0,64}:[^\s"'`<>{}[\]|;]{0,128})(?=["'\s\\]|$)/y,
  open: / -(?:$|-$|-u$|-us$|-use$|(?:u|-user)(?:(?:[ =]{1,3}["']?|["'])(?<value>[^\s"'`$<>{}[\]:|;]{0,64}(?::[^\s"'`<>{}[\]|;]{0,128})?))?$)/y,
  check: (matched) => {
    const at = matched.indexOf(':');
    const [user, password] = [matched.slice(0, at), matched.slice(at + 1)];
    const spelling = { isQuoted: true, isSentence: false };
    return password === ''
      ? user.length > 8 && (isMachineMade(user, 16) || isSecretValue('password', '', user, spelling))
      : isSecretValue('password', '', password, spelling);
  },
};
