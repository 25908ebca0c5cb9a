import { type Checks, fields, misuse } from '../../lib/check.ts';
import { ENDPOINT_CHECKS, type GivenEndpoint, readEndpoint } from '../../transport/endpoint.ts';
import type { AzureOpenAIOptions } from './options.ts';
import type { KeySettings } from './settings.ts';
import { SHARED_CHECKS, type Shared, sharedSettings } from './shared-settings.ts';
import { azure } from './vendors.ts';

interface AzureAll extends Shared, GivenEndpoint {
  readonly resource: string;
}

const AZURE_CHECKS: Checks<AzureAll> = {
  ...ENDPOINT_CHECKS,
  ...SHARED_CHECKS,
  resource(value, field, refuse) {
    if (typeof value === 'string' && /^[a-z\d][a-z\d-]{0,62}$/i.test(value)) return value;
    throw refuse(field, 'must be the name of a resource alone: letters, digits and `-`');
  },
};

/** Reads the options of `azureOpenAI`, as `readOptions` does. */
export function readAzureOptions(given: AzureOpenAIOptions): KeySettings {
  const read = fields<AzureAll>(given, 'azure', misuse, AZURE_CHECKS);
  const { resource = '', baseURL } = read;
  if ((resource === '') === (baseURL === undefined))
    throw misuse('azure.resource', 'or `azure.baseURL` is needed, and only one of them: name the resource');
  const vendor = azure(resource);
  const endpoint = readEndpoint(read, vendor);
  return { ...sharedSettings(read, vendor.provider, true), endpoint };
}
