import type { SecureLLMClient } from '../client.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';
import type { ServedModel } from './route.ts';

/** The models that are served, by public name: names that one client takes, or a client for each name. */
export type ServedModels = readonly string[] | { readonly [name: string]: SecureLLMClient };

/** @param given by default the first model of the client */
export function servedModels(client: SecureLLMClient, given: ServedModels | undefined): readonly ServedModel[] {
  if (given !== undefined && !Array.isArray(given))
    return Object.entries(given).map(([name, own]) => ({ name, client: own, providers: providersOf(own) }));
  const providers = providersOf(client);
  const names = given ?? [client.targets[0]?.model ?? ''];
  return names.map((name) => ({ name, client, model: name, providers }));
}

const providersOf = (client: SecureLLMClient): readonly string[] => client.targets.map(({ provider }) => provider);

/** Those that a principal may ask for, and whose prompts go only to providers that it allows. */
export const modelsFor = (all: readonly ServedModel[], { models, providers }: Principal): readonly ServedModel[] =>
  all.filter(
    (each) =>
      (!models || models.includes(each.name)) &&
      (!providers || each.providers.every((name) => providers.includes(name))),
  );

/** One that exists and may not be asked for looks like one that does not exist. */
export function modelNamed(models: readonly ServedModel[], name: string | undefined): ServedModel {
  const found = name === undefined ? models[0] : models.find((each) => each.name === name);
  if (found) return found;
  throw new Refusal(404, 'model_not_found', 'There is no such model here, or it is not yours to ask: see /v1/models', {
    field: 'model',
  });
}
