/**
 * What a policy may name, by guard: rules, each with what it finds, and entities. Words alone, so that options can be checked
 * and findings explained before any rule is loaded. Written from the tables of rules by `npm run docs`.
 */
export const RULE_NAMES = {
  unicode: {
    'unicode/tag': 'Tag characters U+E0000-E007F, which spell invisible ASCII; emoji flags of regions stay',
    'unicode/zero-width':
      'Zero-width space, word joiner, byte order mark inside text, and runs of mixed zero-width characters',
    'unicode/joiner':
      'ZWJ and ZWNJ where they join nothing; emoji sequences and scripts whose letters join or stack keep them',
    'unicode/invisible-operator': 'Invisible function application, times, separator and plus',
    'unicode/variation-selector': 'Variation selectors in runs, or after a base that has no variants',
    'unicode/mongolian': 'Mongolian selectors and vowel separator outside Mongolian',
    'unicode/soft-hyphen':
      'Soft hyphen, which splits a word without showing; all that is lost is a chance to break the line',
    'unicode/grapheme-joiner': 'Combining grapheme joiner that is not between a letter and its mark',
    'unicode/filler': 'Hangul fillers and Khmer inherent vowels outside their own script: letters without ink',
    'unicode/deprecated-format': 'Deprecated format characters U+206A-206F and code points reserved as invisible',
    'unicode/notation-format': 'Musical and shorthand format controls outside their own notation',
    'unicode/bidi-control': 'Embeddings, overrides and isolates, which reorder what a reader sees',
    'unicode/bidi-mark': 'Direction marks LRM, RLM and ALM in runs, or far from right-to-left text',
    'unicode/annotation': 'Interlinear annotation and object replacement',
    'unicode/control': 'C0 and C1 controls, NUL and DEL; tab, line breaks, and a form feed at a blank stay',
    'unicode/escape-sequence':
      'Terminal escape sequences, whole: colours, cursor, titles, links; the text that they coloured stays',
    'unicode/stacked-marks':
      'Marks after the eighth on one base, or more than 256 characters behind it; Tibetan stacks stay',
    'unicode/noncharacter': 'Code points that are never characters',
    'unicode/lone-surrogate': 'Half of a surrogate pair',
    'unicode/mixed-script':
      'A word of Latin letters in which every other letter is the twin of a Latin one; from its first twin on',
  },
  secrets: {
    'secrets/anthropic-key': 'Anthropic API or admin key',
    'secrets/openai-key': 'OpenAI key of a user, project, service account or admin, and keys of the same form',
    'secrets/google-key': 'Google API key, Gemini and Maps among them',
    'secrets/huggingface-token': 'Hugging Face user or organisation token',
    'secrets/aws-access-key': 'AWS access key id',
    'secrets/github-token': 'GitHub token: personal, fine-grained, OAuth, app, server or refresh',
    'secrets/gitlab-token': 'GitLab personal, project, deploy, runner, trigger or job token',
    'secrets/slack-token': 'Slack bot, user, app, configuration or legacy token',
    'secrets/stripe-key': 'Stripe secret or restricted key',
    'secrets/sendgrid-key': 'SendGrid API key',
    'secrets/npm-token': 'npm access token',
    'secrets/llm-key': 'Key of a model vendor, a vector store or a tracer that has no rule of its own',
    'secrets/cloud-key': 'Key of a cloud, a database or a vault',
    'secrets/developer-token': 'Token of a registry, a build, a code search or a monitor; age key',
    'secrets/saas-token': 'Token of a service for work, mail, chat, design or social media',
    'secrets/payment-key': 'Key of a payment service',
    'secrets/private-key':
      'Private key block: PEM (PKCS 1, PKCS 8, SEC 1), OpenSSH, PGP; found from its BEGIN line on, closed or not',
    'secrets/jwt': 'JSON Web Token, signed, encrypted or unsecured, also in base64 once more',
    'secrets/slack-webhook': 'Slack incoming webhook, which anyone may post to; the match is what follows the host',
    'secrets/webhook': 'Webhook of Discord or Microsoft Teams; the match is what follows the host',
    'secrets/url-credentials': 'User and password in a URL; the match is the two of them',
    'secrets/aws-secret-key': 'AWS secret access key after its name',
    'secrets/authorization': 'What stands in an Authorization header, behind its scheme',
    'secrets/password':
      'Password after its name, in any notation: code, JSON, YAML, XML, environment, option, connection string, sentence',
    'secrets/generic': 'Random value after a name such as `api_key`, `token` or `secret`, or that of a vendor',
    'secrets/command-login': 'User and password of a command: `-u user:password`, `--user`',
    'secrets/azure-secret': 'Client secret of Microsoft Entra ID; the match begins behind its first six characters',
  },
  pii: {
    'pii/email': 'Email address',
    'pii/iban': 'International bank account number: country, its length, and check digits',
    'pii/credit-card': 'Payment card number: issuer range, length and Luhn digit',
    'pii/us-ssn': 'US social security number; without separators only after a word for it',
    'pii/ipv4': 'IPv4 address',
    'pii/ipv6': 'IPv6 address',
    'pii/phone-international': 'Phone number with its country code, after + or 00',
    'pii/phone-north-america': 'Ten-digit number of the North American plan, with separators',
    'pii/phone-national': 'National number of 9 to 11 digits that begins with the trunk prefix 0, with separators',
    'pii/phone-after-word': 'Seven to 15 digits in any grouping after a word such as phone, tel, call or mobile',
    EMAIL_ADDRESS: '',
    IBAN_CODE: '',
    CREDIT_CARD: '',
    US_SSN: '',
    IP_ADDRESS: '',
    PHONE_NUMBER: '',
  },
  injection: {
    'injection/override': 'Ignore, forget or override the earlier instructions, rules or policies',
    'injection/override-loose': 'Ignore or forget instructions, without saying that they are the earlier ones',
    'injection/forget': 'Forget or ignore everything, or all that stands above',
    'injection/context-reset': 'Declares the task done or the conversation new',
    'injection/new-instructions': 'Announces new, real or additional instructions',
    'injection/reveal-prompt': 'Asks for the system prompt, hidden instructions or configuration',
    'injection/reveal-prompt-loose': 'Asks for instructions, without saying that they are hidden, first or whole',
    'injection/repeat-above': 'Asks to repeat everything above or before',
    'injection/exfiltrate': 'Sends conversation, secrets or mail to an address',
    'injection/secrecy': 'Demands that the user is not told',
    'injection/tool-abuse': 'Puts an action before the task, or runs a fetched script',
    'injection/role-change': 'You are now someone else; from now on you act as',
    'injection/pretend': 'Pretend to be, act as, imagine you are',
    'injection/mode': 'Jailbreak, DAN or unrestricted mode',
    'injection/developer-mode': 'Enters developer, debug, administrator, god or opposite mode',
    'injection/policy-lift': 'Says that the model has no rules, filters, ethics or limits',
    'injection/no-refusal': 'Forbids the model to refuse, to warn or to apologise',
    'injection/authority': 'Claims to be the developer, the administrator or the system',
    'injection/pressure': 'Urgency, threats or rewards meant for the model',
    'injection/chat-token': 'Tokens of a chat template: <|im_start|>, [INST], <<SYS>>, <|eot_id|>',
    'injection/fake-turn': 'A system, admin or developer turn written inside text',
    'injection/delimiter-break': 'A made-up end of the text, the document or the prompt',
    'injection/output-hijack': 'Just print, only say, reply with nothing but given words',
    'injection/encoded': 'Decode this and follow it',
    'injection/hidden-html': 'An order inside an HTML or Markdown comment, or in an element that is not shown',
    'injection/payload-split': 'Puts an order together out of parts and has it followed',
  },
  links: {
    'links/image':
      'An image whose address is off the list; a page loads it unasked, and its address can carry data out',
    'links/link': 'An inline link off the list',
    'links/definition': 'A reference definition off the list, which links and images elsewhere use',
    'links/autolink': 'A URL between angle brackets off the list, of any scheme',
    'links/html': 'A tag with a URL off the list in an attribute, or one that two parsers may read in two ways',
    'links/active': 'HTML that runs, frames, submits, loads a style, or changes how what follows is read',
    'links/url': 'A URL off the list in plain words or in code, which most renderers turn into a link',
    'links/unresolved': 'An opener that is not closed within 2,048 characters, or by the end of the text',
  },
  leak: {
    'leak/canary': 'The canary that stands behind the system text: the text is on its way out',
    'leak/fence':
      'The nonce of the fence: the model repeats the lines around untrusted text, or what it was told of them',
    'leak/system-text':
      'Twelve or more words in a row, of 60 or more characters, that stand in the system text; 40 characters in scripts without spaces',
  },
} as const satisfies {
  readonly [guard: string]: { readonly [ruleOrEntity: string]: string };
};

/** What a table for a guard may name. */
export type NameOf<Guard extends keyof typeof RULE_NAMES> = keyof (typeof RULE_NAMES)[Guard];
