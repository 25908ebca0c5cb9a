import type { Vendor } from '../../transport/endpoint.ts';

export const OPENAI: Vendor = {
  provider: 'openai',
  name: 'OpenAI',
  ownURL: 'https://api.openai.com/v1',
  /** Regional hosts such as eu.api.openai.com are OpenAI's own as well. */
  isOwn: ({ hostname }) => hostname === 'api.openai.com' || hostname.endsWith('.api.openai.com'),
  keyHeader: 'authorization',
  keyExample: 'process.env.OPENAI_API_KEY',
};

/** @param resource the name of the caller's own */
export const azure = (resource: string): Vendor => ({
  provider: 'azure',
  name: 'Azure OpenAI',
  ownURL: `https://${resource}.openai.azure.com/openai/v1`,
  isOwn: isAzure,
  keyHeader: 'api-key',
  keyExample: 'process.env.AZURE_OPENAI_API_KEY',
});

/** Hosts of resources, in the public cloud and in the clouds of governments: `openai`, `cognitiveservices`, `services.ai`. */
export const isAzure = ({ hostname }: URL): boolean => /\.azure\.(?:com|us|cn)$/.test(hostname);
