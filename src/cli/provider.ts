import type { Provider } from '../types/call.ts';
import type { Flags } from './arguments.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';
import { choiceOf, textOf } from './values.ts';

const DEFAULT_MODEL = 'gpt-5-mini';

/**
 * The provider that the flags name. This is the one place where a key is read from the environment. Throws UsageError
 * where key or flags do not fit.
 */
export async function providerOf(flags: Flags, env: Io['env']): Promise<Provider> {
  const name = choiceOf(flags, 'provider', ['local', 'openai']) ?? 'local';
  const model = textOf(flags, 'model');
  const baseURL = textOf(flags, 'base-url');
  if (name === 'local') {
    if (model ?? baseURL)
      throw new UsageError(`--${model === undefined ? 'base-url' : 'model'} needs --provider openai`);
    const { local } = await import('../providers/local/index.ts');
    return local();
  }
  const apiKey = env.OPENAI_API_KEY || undefined;
  if (apiKey === undefined && baseURL === undefined)
    throw new UsageError(
      '--provider openai needs a key: set OPENAI_API_KEY, or leave the flag out for the local provider',
    );
  if (model === undefined && baseURL !== undefined)
    throw new UsageError('--base-url needs --model: name a model it serves');
  const { openai } = await import('../providers/openai/index.ts');
  try {
    return openai({ apiKey, model: model ?? DEFAULT_MODEL, baseURL });
  } catch (error) {
    throw new UsageError(flagNames(error instanceof TypeError ? error.message : 'the provider cannot be made'));
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
const flagNames = (message: string): string =>
  message
    .replaceAll('`openai.baseURL`', '--base-url')
    .replaceAll('`openai.model`', '--model')
    .replaceAll('`openai.apiKey`', 'OPENAI_API_KEY')
    .replaceAll('`baseURL`', '--base-url');
