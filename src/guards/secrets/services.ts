import { isRandom, madeUp, randomAfter, type SecretRule } from './rule.ts';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Keys of clouds, code hosts and other services. */
export const SERVICES: readonly SecretRule[] = [
  {
    rule: 'secrets/aws-access-key',
    what: 'AWS access key id',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    examples: [() => `AKIA${madeUp(16, UPPER)}`, () => `aws_access_key_id=ASIA${madeUp(16, UPPER)}`],
    lookAlikes: [() => 'AKIAIOSFODNN7EXAMPLE', () => `AKIA${'X'.repeat(16)}`, () => `AKIA${madeUp(30, UPPER)}`],
    knownMisses: 'Ids of users, roles and groups (AIDA, AROA, AGPA), which open nothing.',
    anchors: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern: /(?<![A-Za-z0-9])A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}(?![A-Za-z0-9])/y,
    check: randomAfter(4, 2.5),
  },
  {
    rule: 'secrets/aws-secret-key',
    what: 'AWS secret access key after its name',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    examples: [() => `aws_secret_access_key = ${madeUp(40)}`, () => `"SecretAccessKey": "${madeUp(39)}/"`],
    lookAlikes: [
      () => `AWS_SECRET_ACCESS_KEY=${'wJalrXUtnFEMI/K7MDENG/bPxRfiCY'}EXAMPLEKEY`,
      () => `commit ${'0123456789abcdef0123456789abcdef01234567'}`,
    ],
    knownMisses: 'A secret without its name in front of it: 40 characters look like any hash.',
    anchors: ['ecret', 'ECRET'],
    pattern:
      /ecret[_ -]?(?:access[_ -]?)?key["'`]?\s{0,8}(?:[:=]>?|is)?\s{0,8}["'`]?(?<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/iy,
    open: /ecret(?:[_ acesACES-]{0,8}k?e?$|[_ -]?(?:access[_ -]?)?key["'`]?\s{0,8}(?:[:=]>?|is)??\s{0,8}["'`]?(?<value>[A-Za-z0-9/+=]{0,41})$)/iy,
    check: (matched) => /\D/.test(matched) && !/^[0-9a-f]+$/.test(matched) && isRandom(matched, 3.5),
  },
  {
    rule: 'secrets/github-token',
    what: 'GitHub token: personal, fine-grained, OAuth, app, server or refresh',
    source:
      'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
    examples: [
      ...['p', 'o', 'u', 's', 'r'].map((kind) => () => `gh${kind}_${madeUp(36)}`),
      () => `github_pat_${madeUp(22)}_${madeUp(59)}`,
    ],
    lookAlikes: [() => `ghp_${'x'.repeat(36)}`, () => 'ghp_token_goes_here', () => `ghp_${madeUp(20)}`],
    knownMisses: 'The 40 hexadecimal digits of tokens made before April 2021.',
    anchors: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    pattern:
      /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![A-Za-z0-9])/y,
    check: randomAfter(4, 3),
  },
  {
    rule: 'secrets/gitlab-token',
    what: 'GitLab personal, project, deploy, runner, trigger or job token',
    source: 'https://docs.gitlab.com/security/tokens/#token-prefixes',
    examples: [
      () => `glpat-${madeUp(20)}`,
      () => `glrt-${madeUp(20)}`,
      () => `glptt-${madeUp(40, '0123456789abcdef')}`,
    ],
    lookAlikes: [() => `glpat-${'X'.repeat(20)}`, () => 'glpat-your-token-goes-here', () => 'glpat-short'],
    knownMisses: 'Instances that set a prefix of their own.',
    anchors: ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'glsoat-', 'glft-', 'glimt-', 'glagent-'],
    pattern:
      /(?<![A-Za-z0-9])gl(?:pat|dt|rt|ptt|cbt|soat|ft|imt|agent)-[\w-]{20,300}(?:\.[0-9a-z]{2}\.[0-9a-z]{7,9})?(?![\w-])/y,
    check: (matched) => /\d/.test(matched) && isRandom(matched.slice(matched.indexOf('-') + 1), 3),
  },
  {
    rule: 'secrets/slack-token',
    what: 'Slack bot, user, app, configuration or legacy token',
    source: 'https://docs.slack.dev/authentication/tokens',
    examples: [
      () => `xoxb-${'123456789012'}-${'234567890123'}-${madeUp(24)}`,
      () => `xoxp-${'123456789012'}-${'234567890123'}-${'345678901234'}-${madeUp(32, '0123456789abcdef')}`,
      () => `xapp-1-A${madeUp(10, UPPER)}-${'1234567890123'}-${madeUp(64, '0123456789abcdef')}`,
    ],
    lookAlikes: [() => 'xoxb-your-token', () => `xoxb-${'x'.repeat(12)}-${'x'.repeat(12)}-${'x'.repeat(24)}`],
    knownMisses: 'Cookies (d=) that go with xoxc tokens.',
    anchors: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-', 'xoxc-', 'xoxd-', 'xoxe-', 'xoxe.', 'xapp-'],
    pattern: /(?<![A-Za-z0-9])(?:xox[a-eoprs]|xoxe\.xox[bp]|xapp)-[\w%-]{16,400}(?![\w#-])/iy,
    check: (matched) => /\d/.test(matched) && isRandom(matched.slice(5), 2.5),
  },
  {
    rule: 'secrets/slack-webhook',
    what: 'Slack incoming webhook, which anyone may post to',
    source: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
    examples: [() => `https://hooks.slack.com/services/T${madeUp(8, UPPER)}/B${madeUp(8, UPPER)}/${madeUp(24)}`],
    lookAlikes: [
      () => `https://hooks.slack.com/services/T00000000/B00000000/${'X'.repeat(24)}`,
      () => 'https://hooks.slack.com/services/',
    ],
    knownMisses: 'A webhook written without its host.',
    anchors: ['hooks.slack.com/'],
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9+/]{40,90}(?![A-Za-z0-9+/])/y,
    check: randomAfter(25, 3),
  },
  {
    rule: 'secrets/stripe-key',
    what: 'Stripe secret or restricted key, live',
    source: 'https://docs.stripe.com/keys',
    examples: [() => `sk_live_${madeUp(24)}`, () => `rk_live_${madeUp(99)}`],
    lookAlikes: [() => `pk_live_${madeUp(24)}`, () => `sk_test_${madeUp(24)}`, () => `sk_live_${'x'.repeat(24)}`],
    knownMisses: 'Test keys and publishable keys, on purpose.',
    anchors: ['sk_live_', 'rk_live_', 'sk_prod_', 'rk_prod_'],
    pattern: /(?<![A-Za-z0-9])[sr]k_(?:live|prod)_[A-Za-z0-9]{16,247}(?![A-Za-z0-9])/y,
    check: randomAfter(8, 2.5),
  },
  {
    rule: 'secrets/sendgrid-key',
    what: 'SendGrid API key',
    source: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
    examples: [() => `SG.${madeUp(22)}.${madeUp(43)}`],
    lookAlikes: [() => `SG.${'x'.repeat(22)}.${'x'.repeat(43)}`, () => 'SG.version.2'],
    knownMisses: 'None known.',
    anchors: ['SG.'],
    pattern: /(?<![A-Za-z0-9])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/y,
    check: randomAfter(3, 3.3),
  },
  {
    rule: 'secrets/npm-token',
    what: 'npm access token',
    source: 'https://docs.npmjs.com/about-access-tokens',
    examples: [() => `npm_${madeUp(36)}`, () => `//registry.example/:_authToken=npm_${madeUp(36)}`],
    lookAlikes: [
      () => 'npm_config_registry',
      () => `npm_${'x'.repeat(36)}`,
      () => 'npm_lifecycle_event_and_other_variables_1',
    ],
    knownMisses: 'UUID tokens of before 2021.',
    anchors: ['npm_'],
    pattern: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9_])/y,
    check: randomAfter(4, 3),
  },
];
