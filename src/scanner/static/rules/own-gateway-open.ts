import type { Node } from '@babel/types';
import { functionBehind } from '../functions.ts';
import { optionAt, ownOptions } from '../own-options.ts';
import type { StaticRule } from '../rule.ts';

export const ownGatewayOpen: StaticRule = {
  id: 'SLLM-OWN-GATEWAY-OPEN',
  title: 'Gateway of secure-llm that lets everybody in',
  severity: 'critical',
  why: '`auth` does not look at the token that it is given, so that anybody is somebody.',
  fix: 'Use `apiKeys({ store })` or `jwt({ … })`, or compare the token in your function.',
  refs: ['LLM10:2025', 'API2:2023', 'CWE-306'],
  script(file, tell) {
    for (const options of ownOptions(file, 'gateway')) {
      const auth = optionAt(file, options, 'auth');
      const list = auth && file.bindings.resolved(auth);
      for (const each of list?.type === 'ArrayExpression' ? list.elements : [auth]) {
        const authenticator = each && functionBehind(file, each);
        if (authenticator && letsIn(file.text, authenticator)) tell(each);
      }
    }
  },
  bad: [
    {
      text: () =>
        "import { gateway } from 'secure-llm/gateway';\ngateway({ client, auth: async () => ({ id: 'anyone' }) });",
    },
  ],
  good: [
    {
      text: () =>
        "import { apiKeys, gateway } from 'secure-llm/gateway';\ngateway({ client, auth: apiKeys({ store }) });",
    },
    {
      text: () =>
        "import { gateway } from 'secure-llm/gateway';\ngateway({ client, auth: async (token) => (await isKnown(token) ? { id: 'app' } : undefined) });",
    },
    { text: () => "import { gateway } from 'secure-llm/gateway';\ngateway({ client, auth: async () => undefined });" },
  ],
};

/** Whether a function takes nothing and gives an identity. */
const letsIn = (text: string, { start, end, ...node }: Node): boolean =>
  'params' in node &&
  Array.isArray(node.params) &&
  node.params.length === 0 &&
  /\bid\s*:/.test(text.slice(start ?? 0, end ?? 0));
