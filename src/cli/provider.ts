import type { Provider } from '../types/call.ts';
import type { Flags } from './arguments.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';
import { choiceOf, textOf } from './values.ts';

/** What every remote provider is made of here. */
interface Access {
  readonly apiKey: string | undefined;
  readonly model: string;
  readonly baseURL: string | undefined;
}

interface Remote {
  /** The variable of the environment that holds its key. */
  readonly variable: string;
  readonly defaultModel: string;
  readonly load: () => Promise<(access: Access) => Provider>;
}

const REMOTE = {
  openai: {
    variable: 'OPENAI_API_KEY',
    defaultModel: 'gpt-5-mini',
    load: async () => (await import('../providers/openai/index.ts')).openai,
  },
  anthropic: {
    variable: 'ANTHROPIC_API_KEY',
    defaultModel: 'claude-haiku-5-5',
    load: async () => (await import('../providers/anthropic/index.ts')).anthropic,
  },
  google: {
    variable: 'GEMINI_API_KEY',
    defaultModel: 'gemini-3.8-flash',
    load: async () => (await import('../providers/google/index.ts')).google,
  },
} as const satisfies Record<string, Remote>;

const REMOTE_NAMES = Object.keys(REMOTE) as (keyof typeof REMOTE)[];
const ANY_REMOTE = REMOTE_NAMES.join(', ').replace(/, (?=\w+$)/, ' or ');

/**
 * The provider that the flags name. This is the one place where a key is read from the environment. Throws UsageError
 * where key or flags do not fit.
 */
export async function providerOf(flags: Flags, env: Io['env']): Promise<Provider> {
  const name = choiceOf(flags, 'provider', ['local', ...REMOTE_NAMES]) ?? 'local';
  const model = textOf(flags, 'model');
  const baseURL = textOf(flags, 'base-url');
  if (name === 'local') {
    if (model ?? baseURL)
      throw new UsageError(`--${model === undefined ? 'base-url' : 'model'} needs --provider ${ANY_REMOTE}`);
    const { local } = await import('../providers/local/index.ts');
    return local();
  }
  const { variable, defaultModel, load } = REMOTE[name];
  const apiKey = env[variable] || undefined;
  if (apiKey === undefined && baseURL === undefined)
    throw new UsageError(
      `--provider ${name} needs a key: set ${variable}, or leave the flag out for the local provider`,
    );
  if (model === undefined && baseURL !== undefined)
    throw new UsageError('--base-url needs --model: name a model it serves');
  const make = await load();
  try {
    return make({ apiKey, model: model ?? defaultModel, baseURL });
  } catch (error) {
    throw new UsageError(flagNames(error instanceof TypeError ? error.message : 'the provider cannot be made', name));
  }
}

/** Flags that this provider passes over, a note each. */
export const withoutEffect = (flags: Flags, { name }: Provider): string[] =>
  name === 'local'
    ? (['instructions', 'language'] as const)
        .filter((flag) => flags[flag] !== undefined)
        .map((flag) => `--${flag} needs a language model: the local provider does without`)
    : [];

/** Options of the library under the names they have here. */
const flagNames = (message: string, name: keyof typeof REMOTE): string =>
  message
    .replaceAll(`\`${name}.baseURL\``, '--base-url')
    .replaceAll(`\`${name}.model\``, '--model')
    .replaceAll(`\`${name}.apiKey\``, REMOTE[name].variable)
    .replaceAll('`baseURL`', '--base-url');
