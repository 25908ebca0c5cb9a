import { SecureLLMClient } from '../../client.ts';
import { gullibleClient } from '../../scanner/probes/gullible-client.ts';
import { LEVELS, type Level } from '../../scanner/probes/levels.ts';
import type { ProbeOptions } from '../../scanner/probes/run-probes.ts';
import type { Flags } from '../arguments.ts';
import { defaultExport } from '../default-export.ts';
import type { Io } from '../io.ts';
import { providerOf } from '../provider.ts';
import { UsageError } from '../usage-error.ts';

/** Whom to attack, and behind what. */
export interface Attacked extends Pick<ProbeOptions, 'client' | 'target' | 'safeguards' | 'approveTools'> {
  /** The model whose price holds. @default none is known */
  readonly model?: string;
}

const COMPARED: readonly Level[] = ['off', 'default', 'strict'];
const PROVIDERS: readonly string[] = ['local', 'openai', 'anthropic', 'google'];

/**
 * What `--target` stands for: `gullible`, three clients to compare; a provider by its name, behind the defaults; an address
 * that speaks OpenAI's dialect, with no safeguards of ours before it; or a module whose default export is a client. Throws
 * UsageError.
 */
export async function attacked(target: string, flags: Flags, env: Io['env']): Promise<readonly Attacked[]> {
  if (target === 'gullible')
    return COMPARED.map((level) => ({
      client: gullibleClient(level),
      target,
      safeguards: level,
      approveTools: level === 'off',
    }));
  if (PROVIDERS.includes(target)) return [await knownProvider(target, flags, env)];
  return [/^https?:\/\//i.test(target) ? await server(target, flags, env) : await ownClient(target)];
}

async function knownProvider(name: string, flags: Flags, env: Io['env']): Promise<Attacked> {
  const provider = await providerOf({ ...flags, provider: name }, env);
  const client = new SecureLLMClient({ provider });
  const target = name === 'local' ? name : `${name} ${provider.model}`;
  return { client: () => client, target, safeguards: 'default', model: provider.model };
}

async function server(address: string, flags: Flags, env: Io['env']): Promise<Attacked> {
  if (!URL.canParse(address)) throw new UsageError('--target is no address: give one such as http://localhost:8080/v1');
  if (flags.model === undefined) throw new UsageError('--target with an address needs --model: name a model it serves');
  const provider = await providerOf({ ...flags, provider: 'openai', 'base-url': address }, env);
  const client = new SecureLLMClient({ ...LEVELS.off, throttle: {}, provider });
  const { origin, pathname } = new URL(address);
  return {
    client: () => client,
    target: `${origin}${pathname}`,
    safeguards: 'own',
    approveTools: true,
    model: provider.model,
  };
}

async function ownClient(path: string): Promise<Attacked> {
  const client = await defaultExport(path, 'target');
  if (!isClient(client)) throw new UsageError('--target names a module whose default export is no SecureLLMClient');
  const [first] = client.targets;
  const target = first ? `${first.provider} ${first.model}` : 'client';
  return { client: () => client, target, safeguards: 'own', ...(first && { model: first.model }) };
}

/** Also one of another copy of the package. */
const isClient = (value: unknown): value is SecureLLMClient =>
  typeof value === 'object' && value !== null && 'chat' in value && 'targets' in value && Array.isArray(value.targets);
