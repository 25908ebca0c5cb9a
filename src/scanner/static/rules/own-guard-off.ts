import type { Node } from '@babel/types';
import { pathOf } from '../bindings.ts';
import { optionAt, ownOptions, settingOf } from '../own-options.ts';
import type { StaticRule } from '../rule.ts';
import type { ScriptFile } from '../script-file.ts';

export const ownGuardOff: StaticRule = {
  id: 'SLLM-OWN-GUARD-OFF',
  title: 'Safeguard of secure-llm turned off',
  severity: 'high',
  why: 'What the safeguard would have stopped goes through: injected instructions, keys, personal data, links that carry data away.',
  fix: 'Leave the default, or allow the single rule or text that is in the way: a table by name, `sanitize.allow`, `output.allowedHosts`.',
  refs: ['LLM01:2025', 'LLM02:2025', 'LLM05:2025', 'CWE-693'],
  script(file, tell) {
    for (const options of ownOptions(file, 'SecureLLMClient')) {
      const isGuarded = asksGateway(file, options);
      for (const [path, weak] of WEAK) {
        if (isGuarded && DONE_BY_GATEWAY.test(path)) continue;
        const option = optionAt(file, options, path);
        const setting = settingOf(file, option);
        if (option && weak.includes(setting)) tell(option, `\`${path}\` is weaker than the default`);
      }
      const object = file.bindings.resolved(options);
      if (object.type !== 'ObjectExpression') continue;
      for (const each of object.properties)
        if (each.type === 'SpreadElement' && pathOf(each.argument) === 'presets.permissive')
          tell(each, '`presets.permissive` only warns of personal data, injections and leaks');
    }
  },
  bad: [
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, sanitize: { injection: 'warn' } });",
    },
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nconst output = { links: false };\nnew SecureLLMClient({ provider, output });",
    },
    {
      text: () =>
        "import { presets, SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, ...presets.permissive });",
    },
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nimport { gatewayProvider } from 'secure-llm/gateway-client';\nnew SecureLLMClient({ provider: gatewayProvider({ url, token }), output: { links: false } });",
    },
    {
      text: () => "import { prompt } from 'secure-llm';\nllm.withOptions({ sanitize: { pii: false } });",
    },
  ],
  good: [
    {
      text: () =>
        "import { presets, SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, ...presets.strict, output: { allowedHosts: ['docs.example'] } });",
    },
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nnew SecureLLMClient({ provider, sanitize: { pii: { PERSON: 'warn' } }, output: { pii: 'warn' } });",
    },
    {
      text: () =>
        "import { SecureLLMClient } from 'secure-llm';\nimport { gatewayProvider } from 'secure-llm/gateway-client';\nnew SecureLLMClient({ provider: gatewayProvider({ url, token }), sanitize: { injection: false, pii: false }, output: { pii: false } });",
    },
    {
      text: () =>
        "import { Purifier } from 'other';\nnew Purifier({ sanitize: { injection: false }, output: { links: false } });",
    },
  ],
};

/** What a gateway does for the pages that ask it, whatever they do themselves. */
const DONE_BY_GATEWAY = /^sanitize\.|^output\.pii$/;

function asksGateway(file: ScriptFile, options: Node): boolean {
  const provider = optionAt(file, options, 'provider');
  return provider !== undefined && pathOf(file.bindings.resolved(provider)) === 'gatewayProvider';
}

const OFF = [false, 'allow'];
const QUIET = [...OFF, 'warn'];

/** Settings that are less than the default. */
const WEAK: readonly (readonly [string, readonly unknown[]])[] = [
  ['sanitize.unicode', QUIET],
  ['sanitize.secrets', QUIET],
  ['sanitize.pii', QUIET],
  ['sanitize.injection', QUIET],
  ['output.unicode', QUIET],
  ['output.links', QUIET],
  ['output.secrets', QUIET],
  ['output.pii', OFF],
  ['output.leak', QUIET],
];
