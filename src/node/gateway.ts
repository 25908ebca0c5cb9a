import { type ApiKeys, type ApiKeysOptions, apiKeysBy } from '../gateway/auth/api-keys.ts';
import { type IntrospectionOptions, introspectionBy } from '../gateway/auth/introspection.ts';
import type { Authenticator } from '../gateway/principal.ts';
import { nodeHash } from './gateway/token-hash.ts';

export * from '../gateway/index.ts';
export { type NodeHandler, toNodeHandler } from './gateway/handler.ts';

/** The same `apiKeys`, by node:crypto. */
export const apiKeys = (options: ApiKeysOptions): ApiKeys => apiKeysBy(nodeHash, options);

/** The same `introspection`, by node:crypto. */
export const introspection = (options: IntrospectionOptions): Authenticator => introspectionBy(nodeHash, options);
