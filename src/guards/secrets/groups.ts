import type { RuleFacts } from '../rule.ts';
import { CLOUD_FORMS } from './clouds.ts';
import { DEVELOPER_FORMS } from './developer.ts';
import { MODEL_FORMS } from './models.ts';
import { PAYMENT_FORMS, SERVICE_FORMS } from './services.ts';
import { exampleOf, lookAlikesOf, type TokenForm } from './tokens.ts';

/** Many vendors' keys under one name. */
export interface Group {
  readonly rule: string;
  readonly what: string;
  readonly forms: readonly TokenForm[];
}

export const GROUPS: readonly Group[] = [
  {
    rule: 'secrets/llm-key',
    what: 'Key of a model vendor, a vector store or a tracer that has no rule of its own',
    forms: MODEL_FORMS,
  },
  { rule: 'secrets/cloud-key', what: 'Key of a cloud, a database or a vault', forms: CLOUD_FORMS },
  {
    rule: 'secrets/developer-token',
    what: 'Token of a registry, a build, a code search or a monitor; age key',
    forms: DEVELOPER_FORMS,
  },
  {
    rule: 'secrets/saas-token',
    what: 'Token of a service for work, mail, chat, design or social media',
    forms: SERVICE_FORMS,
  },
  { rule: 'secrets/payment-key', what: 'Key of a payment service', forms: PAYMENT_FORMS },
];

export const factsOf = ({ rule, what, forms }: Group): RuleFacts => ({
  rule,
  what,
  source: forms.map(({ vendor, source }) => `${vendor} ${source}`).join(', '),
  examples: forms.map((form) => () => exampleOf(form)),
  lookAlikes: forms.flatMap(lookAlikesOf),
  knownMisses: 'Keys of the same vendors that have no start of their own, unless a name stands in front of them.',
});
